// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.models.Exports;
import org.flinkqlip.benchmarks.models.MeasuredModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/** One pass over everything that the suite measures. */
final class PipelineRun {
  private static final int SLOTS = 2;
  private static final int PICTURES = 64;

  /** That of the default model: the ratio is about the stream, not about resizing. */
  private static final int EDGE = 128;

  private static final int LARGE_EDGE = 512;
  private static final double SMALL_GOAL = 0.90;
  private static final double LARGE_GOAL = 0.97;
  private static final double LATENCY_LOAD = 0.7;

  private final BenchContext context;
  private final PipelinePlan plan;
  private final Findings findings;
  private final Path directory;

  /**
   * A pass.
   *
   * @param directory for its own files
   */
  PipelineRun(BenchContext context, PipelinePlan plan, Findings findings, Path directory) {
    this.context = requireNonNull(context, "context is null");
    this.plan = requireNonNull(plan, "plan is null");
    this.findings = requireNonNull(findings, "findings is null");
    this.directory = requireNonNull(directory, "directory is null");
  }

  void all() throws Exception {
    JobSetup setup = JobSetup.of(context.model());
    try (Stack stack = Stack.start(directory, SLOTS)) {
      Pictures pictures = Pictures.drawn(PICTURES, EDGE);
      say("throughput of " + context.model().modelId());
      Comparison small =
          compare(new Comparer(stack, pictures, setup, plan.span()), plan.rounds(), "Small");
      new ComparisonFigures(findings, "Small").report(small, SMALL_GOAL);
      if (plan.largeRounds() > 0) {
        large(stack);
      }
      say("latency");
      double load = LATENCY_LOAD * small.job().perSecond();
      TradeOff tradeOff = new TradeOff(new PacedRun(stack, pictures), plan, findings);
      tradeOff.latency(setup, load, small.bare().millisOf(setup.batch()));
      tradeOff.sweep(setup, load, chart("latency"));
      say("growth");
      new Growth(stack, setup, plan, findings)
          .run(small.job().perSecond(), EDGE, directory, chart("growth"));
    }
    say("start");
    new Starts(context.model(), directory, findings).run(plan.starts());
  }

  private void large(Stack stack) throws Exception {
    ModelBundle bundle = new Exports(context).bundle(MeasuredModel.LARGE);
    say("throughput of " + bundle.modelId());
    Comparison large =
        compare(
            new Comparer(
                stack,
                Pictures.drawn(JobSetup.BATCH, LARGE_EDGE),
                JobSetup.of(bundle),
                plan.largeSpan()),
            plan.largeRounds(),
            "Large");
    new ComparisonFigures(findings, "Large").report(large, LARGE_GOAL);
  }

  /** The turn with the median ratio; the gate covers all of them. */
  private Comparison compare(Comparer comparer, int rounds, String model) throws Exception {
    if (rounds > 1) {
      comparer.compare(); // the JVM compiles what it finds hot
    }
    List<Comparison> turns = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      turns.add(comparer.compare());
    }
    long differing = turns.stream().mapToLong(Comparison::differing).sum();
    findings.gate(
        "jobCodesEqualBareCodes" + model,
        differing == 0,
        "%d images of %d runs whose codes are missing, doubled or differ from the bare loop's"
            .formatted(differing, rounds));
    turns.sort(Comparator.comparing(Comparison::jobToBare));
    return turns.get(rounds / 2);
  }

  private Path chart(String name) {
    return context.chartsDirectory().resolve("pipeline-" + name + ".png");
  }

  private void say(String what) {
    context.progress("pipeline: %s", what);
  }
}
