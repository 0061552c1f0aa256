// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.util.Optional;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.feed.CaptionsOf;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.wire.WireFormat;

/** What a demo feeds the jobs beside TokenizeImages, by the record that they read. */
final class DemoInputs {
  private DemoInputs() {}

  /**
   * What to feed a job; nothing for one that reads what another job writes.
   *
   * @param images the demo's own feed
   * @throws IllegalStateException if there is nothing that it could read
   */
  static Optional<ImageSource> of(StreamJob job, ImageSource images, WireFormat format) {
    StreamTopics topics = job.defaultTopics();
    if (isWrittenByAnother(topics.input())) {
      return Optional.empty();
    }
    if (topics.inputType().equals(Caption.class)) {
      return Optional.of(new CaptionsOf(images, format.serializer(Caption.class, topics.input())));
    }
    throw new IllegalStateException(
        "the demo has no %s for %s: feed them here"
            .formatted(topics.inputType().getSimpleName(), job));
  }

  private static boolean isWrittenByAnother(String topic) {
    return StreamJobs.ALL.stream().anyMatch(job -> job.defaultTopics().written().contains(topic));
  }
}
