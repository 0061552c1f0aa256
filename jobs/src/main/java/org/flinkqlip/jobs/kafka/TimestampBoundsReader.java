// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Finds out which timestamps topics take, as they are set now. */
@FunctionalInterface
interface TimestampBoundsReader extends Serializable {

  /**
   * The bounds of all these topics.
   *
   * @throws BrokersException if brokers do not answer
   */
  Map<String, TimestampBounds> read(List<String> topics);
}
