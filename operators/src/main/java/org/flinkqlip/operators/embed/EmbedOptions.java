package org.flinkqlip.operators.embed;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.flinkqlip.operators.device.StreamOptions;

/**
 * How captions are embedded.
 *
 * @param stream what every job needs
 * @param topic of {@code CaptionEmbedding}
 * @param includeText whether an embedding carries its text
 */
public record EmbedOptions(StreamOptions stream, String topic, boolean includeText)
    implements Serializable {

  /** The topic's usual name. */
  public static final String DEFAULT_TOPIC = "caption-embeddings";

  public EmbedOptions {
    requireNonNull(stream, "stream is null");
    if (requireNonNull(topic, "topic is null").isBlank()) {
      throw new IllegalArgumentException("topic is empty: name a topic");
    }
    if (topic.equals(stream.deadLetterTopic())) {
      throw new IllegalArgumentException("dead letters need a topic of their own: " + topic);
    }
  }
}
