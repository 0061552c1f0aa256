// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Optional;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * The captions of a feed of images, one for each of its records: where the image is broken the
 * caption is blank, and where the image is forgotten the caption is too.
 */
public final class CaptionsOf implements ImageSource {
  private final ImageSource images;
  private final RecordSerializer<Caption> serializer;

  /** Captions of these images. */
  public CaptionsOf(ImageSource images, RecordSerializer<Caption> serializer) {
    this.images = requireNonNull(images, "images is null");
    this.serializer = requireNonNull(serializer, "serializer is null");
  }

  @Override
  public FeedRecord record(long index) throws IOException, RegistryException {
    FeedRecord image = images.record(index);
    return switch (image.expected().outcome()) {
      case TOMBSTONES -> image;
      case DEAD_LETTER ->
          caption(
              "broken-%06d".formatted(index),
              " ",
              Expectation.deadLetter(DeadLetterCategory.EVENT_INVALID.name()));
      case TOKENIZED, ANY_RESULT ->
          caption(image.key().orElseThrow(), image.caption(), Expectation.TOKENIZED);
    };
  }

  private FeedRecord caption(String id, String text, Expectation expected)
      throws RegistryException {
    Caption caption = Caption.newBuilder().setCaptionId(id).setText(text).build();
    return new FeedRecord(Optional.of(id), serializer.serialize(caption), text, expected);
  }
}
