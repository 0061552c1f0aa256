// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.flinkqlip.jobs.options.SourceOptions;

/**
 * Offsets that a job has still to read and that its topic does not hold any more. Flink does not
 * restart the job: nothing that a restart does would bring them back.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class LostOffsetsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostOffsetsException(String what) {
    super(
        what
            + ". The job fails rather than leave records out: start it from its last checkpoint with "
            + SourceOptions.ON_LOST_OFFSETS.key()
            + "=earliest to go on with what is left (latest: with what comes), and send again what"
            + " is missing; qlip audit tells what retention took");
  }
}
