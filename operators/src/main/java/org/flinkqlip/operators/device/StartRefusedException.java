// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A model or a device that is not to be had when a job starts. Flink does not restart the job: its
 * configuration is at fault, and a restart loop would hide that.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class StartRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  StartRefusedException(Exception cause) {
    super(cause.getMessage(), cause);
  }

  /**
   * A model that cannot do what the job's options ask for.
   *
   * @param message the fault and the next step
   */
  public StartRefusedException(String message) {
    super(message);
  }
}
