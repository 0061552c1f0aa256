package org.flinkqlip.local.faults;

import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.audit.AuditedJob;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.wire.WireFormat;

/** Codes, four of twenty broken. */
class ReconstructImagesFaultsIT extends SingleResultFaults {
  private static final StreamTopics TOPICS = AuditedJob.RECONSTRUCT_IMAGES.defaultTopics();

  ReconstructImagesFaultsIT() {
    super(ReconstructImages.class, TOPICS);
  }

  @Override
  ImageSource source(WireFormat format) throws Exception {
    return new DrawnCodes(DefaultModel.open(), format.serializer(ImageCodes.class, TOPICS.input()));
  }
}
