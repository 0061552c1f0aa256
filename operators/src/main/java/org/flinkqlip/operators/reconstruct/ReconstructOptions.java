// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.outcome.TopicNames;

/**
 * How images are reconstructed.
 *
 * @param operator what every job's operator needs
 * @param topic where pictures go
 */
public record ReconstructOptions(OperatorOptions operator, ReconstructedImagesTopic topic)
    implements Serializable {

  public ReconstructOptions {
    requireNonNull(operator, "operator is null");
    requireNonNull(topic, "topic is null");
    TopicNames.requireDistinct(List.of(topic), operator.deadLetterTopic());
  }
}
