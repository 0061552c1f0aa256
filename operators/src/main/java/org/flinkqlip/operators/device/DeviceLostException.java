// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

/**
 * A device that this process used and cannot use any more. Restarts may help, in another process or
 * when the call that hangs has ended, so this is not for good.
 */
public final class DeviceLostException extends Exception {
  private static final long serialVersionUID = 1L;

  DeviceLostException(String message) {
    super(message);
  }

  DeviceLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
