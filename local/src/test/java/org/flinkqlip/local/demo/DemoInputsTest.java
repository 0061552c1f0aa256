// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoInputsTest {
  private final WireFormat format = WireFormatOptions.singleObject().open();
  private final SceneImages images =
      new SceneImages(1, format.serializer(ImageEvent.class, "images"));

  static List<StreamJob> others() {
    return StreamJobs.ALL.stream().filter(job -> job != TokenizeImages.JOB).toList();
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyJobOfTheListHasSomethingToRead(StreamJob job) {
    DemoInputs.of(job, images, format);
  }

  @Test
  void captionsAreFedAndCodesAreWhatTokenizeImagesWrites() {
    assertThat(DemoInputs.of(EmbedText.JOB, images, format)).get().isInstanceOf(CaptionsOf.class);
    assertThat(DemoInputs.of(ReconstructImages.JOB, images, format)).isEmpty();
  }
}
