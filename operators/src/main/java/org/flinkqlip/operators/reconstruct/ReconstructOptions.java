package org.flinkqlip.operators.reconstruct;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.operators.device.StreamOptions;

/**
 * How images are reconstructed.
 *
 * @param stream what every job needs
 * @param topic of {@code ReconstructedImage}
 * @param format of the pictures
 */
public record ReconstructOptions(StreamOptions stream, String topic, PictureFormat format)
    implements Serializable {

  /** The topic's usual name. */
  public static final String DEFAULT_TOPIC = "reconstructed-images";

  public ReconstructOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(format, "format is null");
    if (requireNonNull(topic, "topic is null").isBlank()) {
      throw new IllegalArgumentException("topic is empty: name a topic");
    }
    if (topic.equals(stream.deadLetterTopic())) {
      throw new IllegalArgumentException("dead letters need a topic of their own: " + topic);
    }
  }
}
