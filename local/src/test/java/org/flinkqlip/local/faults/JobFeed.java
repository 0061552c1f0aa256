// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;

/** What to feed a job, some of it broken: images, captions, or codes of no image. */
final class JobFeed {
  private static final long SEED = 7;

  private JobFeed() {}

  /** Inputs by the record that the job reads; the first ones are always the same. */
  static ImageSource of(StreamJob job, WireFormat format) throws Exception {
    Class<? extends SpecificRecord> type = job.defaultTopics().inputType();
    String topic = job.defaultTopics().input();
    if (type.equals(ImageEvent.class)) {
      return images(format);
    }
    if (type.equals(Caption.class)) {
      return new CaptionsOf(images(format), format.serializer(Caption.class, topic));
    }
    if (type.equals(ImageCodes.class)) {
      return new DrawnCodes(DefaultModel.open(), format.serializer(ImageCodes.class, topic));
    }
    throw new IllegalArgumentException(
        "no %s to feed %s: make some here".formatted(type.getSimpleName(), job));
  }

  private static ImageSource images(WireFormat format) throws IOException {
    return new SceneImages(SEED, format.serializer(ImageEvent.class, "images"));
  }
}
