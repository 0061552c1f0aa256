package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.operators.device.StreamOptions;

/**
 * How images are tokenized.
 *
 * @param stream what every job needs
 * @param topics where results go
 * @param imageLimits which images are refused unseen
 * @param applyExifOrientation whether to rotate and mirror as EXIF says; the model's reference
 *     implementation does not
 */
public record TokenizeOptions(
    StreamOptions stream,
    OutputTopics topics,
    ImageLimits imageLimits,
    boolean applyExifOrientation)
    implements Serializable {

  public TokenizeOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(imageLimits, "imageLimits is null");
    if (topics.all().contains(stream.deadLetterTopic())) {
      throw new IllegalArgumentException(
          "dead letters need a topic of their own: " + stream.deadLetterTopic());
    }
  }

  /** Preprocessing for a model with square images of {@code size} pixels. */
  public PreprocessOptions preprocessing(int size) {
    return new PreprocessOptions(size, imageLimits, applyExifOrientation);
  }
}
