package org.flinkqlip.operators.embed;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.flinkqlip.operators.device.StreamOptions;
import org.flinkqlip.operators.outcome.TopicNames;

/**
 * How captions are embedded.
 *
 * @param stream what every job needs
 * @param topic where embeddings go
 */
public record EmbedOptions(StreamOptions stream, CaptionEmbeddingsTopic topic)
    implements Serializable {

  public EmbedOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(topic, "topic is null");
    TopicNames.requireDistinct(List.of(topic), stream.deadLetterTopic());
  }
}
