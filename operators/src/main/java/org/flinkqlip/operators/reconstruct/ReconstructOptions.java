package org.flinkqlip.operators.reconstruct;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.flinkqlip.operators.device.StreamOptions;
import org.flinkqlip.operators.outcome.TopicNames;

/**
 * How images are reconstructed.
 *
 * @param stream what every job needs
 * @param topic where pictures go
 */
public record ReconstructOptions(StreamOptions stream, ReconstructedImagesTopic topic)
    implements Serializable {

  public ReconstructOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(topic, "topic is null");
    TopicNames.requireDistinct(List.of(topic), stream.deadLetterTopic());
  }
}
