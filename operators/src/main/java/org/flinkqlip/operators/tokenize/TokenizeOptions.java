// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.health.HealthOptions;
import org.flinkqlip.operators.outcome.TopicNames;

/**
 * How images are tokenized.
 *
 * @param operator what every job's operator needs
 * @param topics where results go, in the order in which the records of one image are sent
 * @param imageLimits which images are refused unseen
 * @param applyExifOrientation whether to rotate and mirror as EXIF says; the model's reference
 *     implementation does not
 * @param health how the health of the model is watched
 */
public record TokenizeOptions(
    OperatorOptions operator,
    List<ImageTopic<?>> topics,
    ImageLimits imageLimits,
    boolean applyExifOrientation,
    HealthOptions health)
    implements Serializable {

  public TokenizeOptions {
    requireNonNull(operator, "operator is null");
    topics = List.copyOf(topics);
    requireNonNull(imageLimits, "imageLimits is null");
    requireNonNull(health, "health is null");
    TopicNames.requireDistinct(topics, operator.deadLetterTopic());
  }

  /** With the usual watch on the health of the model. */
  public TokenizeOptions(
      OperatorOptions operator,
      List<ImageTopic<?>> topics,
      ImageLimits imageLimits,
      boolean applyExifOrientation) {
    this(operator, topics, imageLimits, applyExifOrientation, HealthOptions.DEFAULT);
  }

  /** Preprocessing for a model with square images of {@code size} pixels. */
  public PreprocessOptions preprocessing(int size) {
    return new PreprocessOptions(size, imageLimits, applyExifOrientation);
  }

  boolean needFeatures() {
    return topics.stream().anyMatch(ImageTopic::needsFeatures);
  }

  boolean needCaptions() {
    return topics.stream().anyMatch(ImageTopic::needsCaptions);
  }
}
