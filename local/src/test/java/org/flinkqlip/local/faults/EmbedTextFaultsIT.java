package org.flinkqlip.local.faults;

import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.audit.AuditedJob;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;

/** Captions, two of twenty blank. */
class EmbedTextFaultsIT extends SingleResultFaults {
  private static final StreamTopics TOPICS = AuditedJob.EMBED_TEXT.defaultTopics();

  EmbedTextFaultsIT() {
    super(EmbedText.class, TOPICS);
  }

  @Override
  ImageSource source(WireFormat format) {
    return new CaptionsOf(
        new SceneImages(7, format.serializer(ImageEvent.class, "images")),
        format.serializer(Caption.class, TOPICS.input()));
  }
}
