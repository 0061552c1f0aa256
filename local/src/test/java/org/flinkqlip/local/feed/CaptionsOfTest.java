// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;

class CaptionsOfTest {
  private final WireFormat format = WireFormatOptions.singleObject().open();
  private final ImageSource images =
      new SceneImages(42, format.serializer(ImageEvent.class, "images"));
  private final ImageSource captions =
      new CaptionsOf(images, format.serializer(Caption.class, "captions"));

  @Test
  void soundImageHasItsOwnCaptionUnderItsOwnIdentity() throws Exception {
    FeedRecord record = captions.record(0);

    Caption caption = format.deserializer(Caption.class).deserialize(record.value());
    assertThat(caption.getText())
        .isEqualTo(images.record(0).caption())
        .containsPattern("\\b(on|against)\\b");
    assertThat(record.key()).isEqualTo(images.record(0).key()).hasValue(caption.getCaptionId());
    assertThat(record.expected()).isEqualTo(Expectation.TOKENIZED);
  }

  @Test
  void brokenImageHasABlankCaptionWhichMustBeADeadLetter() throws Exception {
    FeedRecord record = captions.record(7);

    assertThat(format.deserializer(Caption.class).deserialize(record.value()).getText()).isBlank();
    assertThat(record.expected()).isEqualTo(Expectation.deadLetter("EVENT_INVALID"));
  }

  @Test
  void forgottenImageForgetsItsCaption() throws Exception {
    FeedRecord record = captions.record(13);

    assertThat(record.value()).isNull();
    assertThat(record.key()).isEqualTo(images.record(13).key());
    assertThat(record.expected()).isEqualTo(Expectation.TOMBSTONES);
  }
}
