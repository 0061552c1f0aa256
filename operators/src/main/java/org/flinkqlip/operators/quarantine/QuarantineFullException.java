// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import java.util.List;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * More records were condemned in an hour than may be. Flink does not restart the job: something
 * else than records is at fault, and no feed must become dead letters for it.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class QuarantineFullException extends Exception {
  private static final long serialVersionUID = 1L;

  QuarantineFullException(int max, List<Verdict> verdicts) {
    super(
        ("more than quarantine.max (%d) records an hour made the job fail, also when they ran alone: %s."
                + " Look at the device, the memory and the disk first, or raise quarantine.max; none of"
                + " the records of this start was sent to the dead letters")
            .formatted(
                max,
                String.join(
                    ", ",
                    verdicts.stream()
                        .map(verdict -> verdict.record() + " (" + verdict.cause() + ")")
                        .toList())));
  }
}
