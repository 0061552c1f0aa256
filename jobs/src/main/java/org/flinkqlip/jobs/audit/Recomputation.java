// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.List;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/** A job's own work on some of its inputs, once more and apart from everything that it did. */
@FunctionalInterface
public interface Recomputation {

  /**
   * What the job makes of inputs.
   *
   * @throws Exception if it cannot run here
   */
  List<OutboundRecord> of(List<SourceRecord> inputs) throws Exception;
}
