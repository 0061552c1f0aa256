// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Every benchmark of this package: time and allocation of one call. The gate: no benchmark stopped
 * because its stage gives something else than its reference.
 */
public final class JmhSuite implements Suite {
  private static final String GATE = "stagesEqualReferences";
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int QUICK_MILLIS = 20;

  @Override
  public String name() {
    return "jmh";
  }

  @Override
  public void run(BenchContext context, Report report) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(JmhSuite.class.getPackageName() + "\\..*")
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (context.quick()) {
      options
          .forks(0)
          .warmupIterations(0)
          .measurementIterations(1)
          .measurementTime(TimeValue.milliseconds(QUICK_MILLIS));
    }
    context.progress("jmh: a minute and a half, each benchmark in a JVM of its own");
    Collection<RunResult> results;
    try {
      results = new Runner(options.build()).run();
    } catch (RunnerException e) {
      // Which one, and why, was told to an output that is silent here.
      report.add(
          new Report.Gate(
              GATE,
              false,
              "a benchmark stopped: %s; org.openjdk.jmh.Main tells which (benchmarks/README.md)"
                  .formatted(e.getMessage())));
      return;
    }
    report.add(
        new Report.Gate(
            GATE,
            !results.isEmpty(),
            "%d benchmarks compared a result before they were timed".formatted(results.size())));
    for (RunResult result : results) {
      add(result, report);
    }
  }

  private static void add(RunResult result, Report report) {
    BenchmarkParams parameters = result.getParams();
    String name = figureName(parameters);
    Result<?> time = result.getPrimaryResult();
    report.add(
        Report.Figure.of(
            name,
            time.getScore(),
            time.getScoreUnit(),
            time.getStatistics().getN() > 1
                ? "+- %.3f (99.9%%)".formatted(time.getScoreError())
                : "one iteration"));
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATION);
    if (allocated != null) {
      report.add(
          Report.Figure.of(
              name + "AllocatedBytes", allocated.getScore(), "bytes", "heap for one call"));
    }
  }

  /** Such as resizeResize1280 for ResizeBenchmark.resize of the width 1280. */
  private static String figureName(BenchmarkParams parameters) {
    String[] path = parameters.getBenchmark().split("\\.");
    String type = path[path.length - 2].replace("Benchmark", "");
    String method = path[path.length - 1];
    return type.substring(0, 1).toLowerCase(Locale.ROOT)
        + type.substring(1)
        + method.substring(0, 1).toUpperCase(Locale.ROOT)
        + method.substring(1)
        + parameters.getParamsKeys().stream()
            .map(parameters::getParam)
            .collect(Collectors.joining());
  }
}
