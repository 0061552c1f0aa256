// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;

class PicturesTest {

  @Test
  void recordsAreImagesOfTheirOwnThatRepeatThePictures() throws Exception {
    Pictures pictures = Pictures.drawn(3, 32);
    try (WireFormat format = WireFormatOptions.singleObject().open()) {
      ImageSource source = pictures.source(format.serializer(ImageEvent.class, "images"));

      ImageEvent event =
          format.deserializer(ImageEvent.class).deserialize(source.record(4).value());

      assertThat(Pictures.recordOf(event.getImageId())).isEqualTo(4);
      assertThat(event.getContent().array()).isEqualTo(pictures.files().get(1));
      assertThat(source.record(4).key()).contains("4");
    }
    assertThat(pictures.files().get(0)).isNotEqualTo(pictures.files().get(1));
  }

  @Test
  void noPicturesAreNoWorkload() {
    assertThatThrownBy(() -> new Pictures(64, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
