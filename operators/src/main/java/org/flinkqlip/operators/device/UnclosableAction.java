// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

/**
 * What happens when a device of this process is lost to it: a call that hangs, so that the device
 * cannot be closed, or an error that stays until the process ends, as CUDA's often do.
 */
public enum UnclosableAction {
  /**
   * The job fails, and goes on failing in this process while the device hangs: what else runs here
   * is spared.
   */
  FAIL,
  /**
   * The process ends with {@link ProcessExit#CODE}, so that a supervisor starts a clean one. Every
   * job in it restarts.
   */
  EXIT_PROCESS
}
