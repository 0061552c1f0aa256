package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.operators.device.StreamOptions;
import org.flinkqlip.operators.sequence.SequenceOptions;

/**
 * How images are tokenized.
 *
 * @param stream what every job needs
 * @param topics where results go
 * @param imageLimits which images are refused unseen
 * @param applyExifOrientation whether to rotate and mirror as EXIF says; the model's reference
 *     implementation does not
 * @param sequence how codes become ids for a language model, or null for plain codes alone
 * @param featureType number format of features, if there is a topic of them
 * @param includeCaption whether an embedded caption carries its text
 */
public record TokenizeOptions(
    StreamOptions stream,
    OutputTopics topics,
    ImageLimits imageLimits,
    boolean applyExifOrientation,
    SequenceOptions sequence,
    FeatureType featureType,
    boolean includeCaption)
    implements Serializable {

  public TokenizeOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(imageLimits, "imageLimits is null");
    requireNonNull(featureType, "featureType is null");
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
