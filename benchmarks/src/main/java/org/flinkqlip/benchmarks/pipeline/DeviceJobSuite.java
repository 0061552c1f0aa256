// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.benchmarks.models.Exports;
import org.flinkqlip.benchmarks.models.MeasuredModel;
import org.flinkqlip.local.cluster.EmbeddedLogging;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.scratch.Trees;

/**
 * The whole job with its model on a device, a GPU in the first place, beside the bare session
 * there. A device that is faster than the cores decode is fed by what they decode: the ratio to the
 * loop with imaging tells.
 */
public final class DeviceJobSuite implements Suite {
  private static final String MODEL = "Device";
  private static final double GOAL = 0.90;
  private static final int GPU_BATCH = 64;
  private static final int PICTURES = 64;
  private static final int EDGE = 512;

  @Override
  public String name() {
    return "device-job";
  }

  @Override
  public void run(BenchContext context, Report report) throws Exception {
    Path directory = Files.createTempDirectory(context.workDirectory(), "device-job-");
    EmbeddedLogging.to(directory.resolve("device-job.log"));
    boolean gpu = context.provider() == Provider.CUDA;
    ModelBundle bundle =
        context.quick()
            ? context.model()
            : new Exports(context)
                .bundle(
                    MeasuredModel.LARGE,
                    GraphStyle.FUSED,
                    gpu ? Precision.FLOAT16 : Precision.FLOAT32);
    JobSetup setup =
        JobSetup.of(bundle)
            .withSession(new SessionOptions(context.provider(), 0, 0))
            .withBatch(gpu ? GPU_BATCH : JobSetup.BATCH);
    Duration span = context.quick() ? Duration.ofMillis(300) : Duration.ofSeconds(24);
    Findings findings = new Findings(report);
    try (Stack stack = Stack.start(directory, 1)) {
      context.progress("device-job: throughput of %s on %s", bundle.modelId(), context.provider());
      Comparison comparison =
          new Comparer(stack, Pictures.drawn(PICTURES, EDGE), setup, span).compare();
      findings.gate(
          "jobCodesEqualBareCodes" + MODEL,
          comparison.differing() == 0,
          "%d images whose codes are missing, doubled or differ from the bare loop's"
              .formatted(comparison.differing()));
      new ComparisonFigures(findings, MODEL).report(comparison, GOAL);
    }
    Trees.delete(directory);
  }
}
