// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.local.cluster.EmbeddedLogging;
import org.flinkqlip.model.scratch.Trees;

/**
 * The whole job, from Kafka to Kafka, with the default model and with one of the size of B/16-256:
 * its rate and its cost beside a bare loop, its latency, how it grows and how it starts. The gate:
 * every image has the codes that the bare loop gives it, exactly once.
 */
public final class PipelineSuite implements Suite {

  @Override
  public String name() {
    return "pipeline";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where it fails, its logs stay in the work directory.
   */
  @Override
  public void run(BenchContext context, Report report) throws Exception {
    Path directory = Files.createTempDirectory(context.workDirectory(), "pipeline-");
    EmbeddedLogging.to(directory.resolve("pipeline.log"));
    PipelinePlan plan = context.quick() ? PipelinePlan.QUICK : PipelinePlan.FULL;
    new PipelineRun(context, plan, new Findings(report), directory).all();
    Trees.delete(directory);
  }
}
