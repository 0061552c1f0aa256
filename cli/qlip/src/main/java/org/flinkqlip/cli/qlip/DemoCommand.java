// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.flinkqlip.cli.console.StopSignals;
import org.flinkqlip.local.demo.Demo;
import org.flinkqlip.local.demo.DemoOptions;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qlip demo}: the whole stream on this machine. */
@Command(
    name = "demo",
    description = {
      "Run the whole stream on this machine: a real Kafka broker, a Flink cluster with its web UI,"
          + " a feed of images, the job, and a check that every image came out exactly once."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every record became exactly one of codes and embedding, a dead letter, or tombstones.",
      "1:That does not hold, or the demo failed; standard output or standard error says why.",
      "2:The command line is wrong.",
      "130:Stopped with Ctrl-C."
    },
    footer = {
      "",
      "Examples:",
      "  qlip demo",
      "  qlip demo --images ~/Pictures --count 500 --report report.json",
      "  qlip demo --count 200 --reconstruct",
      "  qlip demo --rate 20 --keep"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int HOLDS = 0;
  private static final int DOES_NOT_HOLD = 1;
  private static final int STOPPED = 130;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "300",
      description = "Records to feed. Default: ${DEFAULT-VALUE}.")
  private long count;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Folder of images, again from the first when all were fed. Default: drawn scenes, a few"
              + " of them broken on purpose.")
  private Path images;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "0",
      description =
          "Records a second; 0 for as fast as possible, when latency is mostly waiting. Default:"
              + " ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--parallelism",
      paramLabel = "P",
      defaultValue = "1",
      description = "Subtasks of each operator. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Mixin private ModelOption model;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the figures to this file, as JSON.")
  private Path report;

  @Option(
      names = "--reconstruct",
      description =
          "Also embed the captions (EmbedText) and turn the codes back into pictures"
              + " (ReconstructImages), all three jobs at once.")
  private boolean reconstruct;

  @Option(names = "--keep", description = "Leave broker, job and web UI running until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description =
          "Serve the metrics of job and cluster to a Prometheus on this machine, at"
              + " http://127.0.0.1:PORT/metrics.")
  private Integer metricsPort;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "An option of tokenize-images, such as batch.max-images=16; may be repeated.")
  private Map<String, String> jobOptions = new HashMap<>();

  @Spec private CommandSpec spec;

  @Override
  @SuppressWarnings("try") // Closing them is all that is asked of signals.
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    DemoOptions options = options();
    ModelBundle bundle = model.open();
    try (StopSignals signals = StopSignals.interruptThisThread()) {
      return run(options, bundle);
    }
  }

  private int run(DemoOptions options, ModelBundle bundle) throws Exception {
    PrintWriter output = spec.commandLine().getOut();
    try {
      return new Demo(options, bundle, output, Terminal.isThere()).run().holds()
          ? HOLDS
          : DOES_NOT_HOLD;
    } catch (InterruptedException e) {
      output.println();
      output.println("Stopped.");
      output.flush();
      return STOPPED;
    }
  }

  private DemoOptions options() {
    try {
      return new DemoOptions(
          count,
          Optional.ofNullable(images),
          new Pace(rate),
          parallelism,
          Optional.ofNullable(report),
          reconstruct,
          keep,
          metricsPort == null ? OptionalInt.empty() : OptionalInt.of(metricsPort),
          jobOptions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
