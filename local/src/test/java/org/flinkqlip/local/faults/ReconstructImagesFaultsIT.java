package org.flinkqlip.local.faults;

import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.broker.OtherTopics;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.WireFormat;

/** Codes, four of twenty broken. */
class ReconstructImagesFaultsIT extends SingleResultFaults {
  private static final String CODES = Topics.DEFAULT.codes();

  ReconstructImagesFaultsIT() {
    super(
        ReconstructImages.class,
        CODES,
        OtherTopics.DEFAULT.pictures(),
        OtherTopics.DEFAULT.pictureDeadLetters(),
        ReconstructedImage.class);
  }

  @Override
  ImageSource source(WireFormat format) throws Exception {
    return new DrawnCodes(DefaultModel.open(), format.serializer(ImageCodes.class, CODES));
  }
}
