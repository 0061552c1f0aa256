// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;

/**
 * The graph that jobs run beside the same network in standard operators, beside its matrix products
 * alone and beside its 8-bit version; of the size of B/16-256 with random weights, which take as
 * long as trained ones, and of the trained default model. The gates: codes and embeddings agree.
 */
public final class EncoderSuite implements Suite {

  @Override
  public String name() {
    return "encoder";
  }

  @Override
  public void run(BenchContext context, Report report) throws Exception {
    run(context, report, context.quick() ? EncoderPlan.QUICK : EncoderPlan.FULL);
  }

  void run(BenchContext context, Report report, EncoderPlan plan) throws Exception {
    Variants large = Variants.export(plan.large(), context);
    Variants small = Variants.export(plan.small(), context);
    context.progress("encoder: comparing results");
    ResultChecks checks = new ResultChecks(plan, report);
    checks.large(large);
    checks.small(small);
    if (!report.passed()) {
      return;
    }
    GraphTurns turns = new GraphTurns(plan, context, report);
    turns.large(large);
    turns.small(small);
    context.progress("encoder: curve of batch sizes");
    new BatchCurve(plan, report)
        .run(large.fused(), context.chartsDirectory().resolve("encoder-batch.png"));
  }
}
