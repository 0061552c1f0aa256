// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

/** Hears of a device that does not come to its end in time. */
interface HangListener {
  /** When a device hangs. */
  enum Phase {
    /** While it is loaded, which may just be slow. */
    LOADING,
    /** In a call that was told to end, or while it is closed. */
    RUNNING
  }

  /**
   * The device was given up: a call on it, or its loading, goes on behind everybody's back.
   *
   * @param what hangs, in words
   */
  void hangs(Phase phase, String what);

  /** The call has ended after all, and the device is closed. Only after {@link #hangs}. */
  void ended();
}
