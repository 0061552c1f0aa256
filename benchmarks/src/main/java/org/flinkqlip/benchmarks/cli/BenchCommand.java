// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.benchmarks.report.BenchReport;
import org.flinkqlip.benchmarks.report.Machine;
import org.flinkqlip.cli.qlip.ModelOption;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qlip bench}: ratios of two things, measured in one run. */
@Command(
    name = "bench",
    description = {
      "Measure this machine: each suite checks the results of what it measures, then times it"
          + " against something else in the same run.",
      "What each figure means: benchmarks/README.md."
    },
    footer = {
      "",
      "Nothing else should run meanwhile.",
      "Examples:",
      "  qlip bench --suite all --json bench.json --charts charts",
      "  qlip bench --suite imaging"
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin private ModelOption model;

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      defaultValue = Suites.ALL,
      completionCandidates = Suites.Names.class,
      description = "What to measure: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private String suite;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON, too.")
  private @Nullable Path json;

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Folder for charts, as PNG. Default: a folder of the work directory.")
  private @Nullable Path charts;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Folder for models and data, some 3 GB; what is there is used again. Default: a temporary"
              + " folder, deleted in the end.")
  private @Nullable Path work;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "/usr/bin/python3",
      description =
          "Python with Pillow, which imaging is compared with. Default: ${DEFAULT-VALUE}.")
  private Path python;

  @Option(
      names = "--provider",
      paramLabel = "PROVIDER",
      defaultValue = "CPU",
      description = "What the suite device measures: ${COMPLETION-CANDIDATES}. Default: cpu.")
  private Provider provider;

  @Option(
      names = "--quick",
      description =
          "Do everything once and shortly, to see that it works. The figures mean nothing.")
  private boolean quick;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    List<Suite> suites = suites();
    try (WorkFolder folder = WorkFolder.at(work)) {
      Path chartsFolder = charts == null ? folder.path().resolve("charts") : charts;
      BenchContext context =
          new BenchContext(
              quick,
              model.open(),
              provider,
              python,
              folder.path(),
              Files.createDirectories(chartsFolder),
              this::say);
      BenchReport all = new BenchReport(Machine.here(), quick);
      try {
        for (Suite one : suites) {
          say("suite " + one.name());
          Report report = new Report();
          one.run(context, report);
          all.add(one.name(), report);
        }
      } finally {
        // What was measured before a suite failed took its minutes, too.
        tell(all);
      }
      return all.passed() ? 0 : 1;
    }
  }

  private void tell(BenchReport all) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(all.toText());
    if (json != null) {
      all.write(json);
      out.println("\nfigures  " + json);
    }
    out.flush();
  }

  private List<Suite> suites() {
    try {
      return Suites.named(suite);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void say(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(what);
    err.flush();
  }
}
