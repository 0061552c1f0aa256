package org.flinkqlip.local.faults;

import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.local.broker.OtherTopics;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;

/** Captions, two of twenty blank. */
class EmbedTextFaultsIT extends SingleResultFaults {
  private static final OtherTopics TOPICS = OtherTopics.DEFAULT;

  EmbedTextFaultsIT() {
    super(
        EmbedText.class,
        TOPICS.captions(),
        TOPICS.captionEmbeddings(),
        TOPICS.captionDeadLetters(),
        CaptionEmbedding.class);
  }

  @Override
  ImageSource source(WireFormat format) {
    return new CaptionsOf(
        new SceneImages(7, format.serializer(ImageEvent.class, "images")),
        format.serializer(Caption.class, TOPICS.captions()));
  }
}
