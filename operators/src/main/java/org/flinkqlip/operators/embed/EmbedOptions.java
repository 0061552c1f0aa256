// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.outcome.TopicNames;

/**
 * How captions are embedded.
 *
 * @param operator what every job's operator needs
 * @param topic where embeddings go
 */
public record EmbedOptions(OperatorOptions operator, CaptionEmbeddingsTopic topic)
    implements Serializable {

  public EmbedOptions {
    requireNonNull(operator, "operator is null");
    requireNonNull(topic, "topic is null");
    TopicNames.requireDistinct(List.of(topic), operator.deadLetterTopic());
  }
}
