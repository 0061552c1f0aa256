// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.IOUtils;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.WireFormat;

/** Every job beside TokenizeImages, while that runs. */
final class CompanionJobs implements AutoCloseable {
  private final List<CompanionJob> jobs = new ArrayList<>();
  private final List<ReconstructedImage> pictures = new ArrayList<>();

  private CompanionJobs() {}

  /**
   * Creates the topics, starts the jobs and begins to feed those that nobody else does.
   *
   * @param images that the other inputs are made from
   * @throws org.flinkqlip.jobs.config.InvalidOptionsException if the model has no text vocabulary
   */
  static CompanionJobs start(
      DemoStack stack,
      DemoOptions options,
      ModelBundle model,
      Path directory,
      ImageSource images,
      int partitions,
      WireFormat format)
      throws InterruptedException {
    String brokers = stack.bootstrapServers();
    TopicCreator.createDefaults(brokers, partitions);
    CompanionJobs others = new CompanionJobs();
    for (StreamJob job : StreamJobs.ALL) {
      if (job != TokenizeImages.JOB) {
        LocalJob running =
            stack.run(
                DemoJob.of(job, Map.of(), options.parallelism(), model, brokers, directory)
                    .graph());
        others.jobs.add(
            new CompanionJob(
                job,
                running,
                brokers,
                format,
                DemoInputs.of(job, images, format),
                options,
                others::note));
      }
    }
    return others;
  }

  private void note(CommittedResult result) {
    if (result.value().orElse(null) instanceof ReconstructedImage picture) {
      pictures.add(picture);
    }
  }

  /** Waits until every input has its outcome, and audits each job. */
  Map<String, AuditReport> audit() throws InterruptedException, ExecutionException {
    Map<String, AuditReport> reports = new TreeMap<>();
    for (CompanionJob job : jobs) {
      reports.put(job.job().mainClass(), job.audit());
    }
    return reports;
  }

  /** The pictures that were read. */
  List<ReconstructedImage> pictures() {
    return pictures;
  }

  /** Stops all of them. */
  void stop(Path savepoints) throws InterruptedException {
    for (CompanionJob job : jobs) {
      job.stop(savepoints);
    }
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(jobs);
  }
}
