// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static java.util.Objects.requireNonNullElse;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.cli.console.StopSignals;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.config.HelpText;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.options.CommonOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code qlip tokenize-images} and its like: a job in this process, on real brokers. */
@Command
final class StreamJobCommand implements Callable<Integer> {

  /** Lets pass-through keys by; what else is unknown is for the reader of options to judge. */
  @SuppressWarnings("UnusedVariable")
  @Unmatched
  private final List<String> unmatched = new ArrayList<>();

  @Spec private CommandSpec spec;

  private final StreamJob job;

  private StreamJobCommand(StreamJob job) {
    this.job = job;
  }

  /** The command of a job, whose help and completion list every option. */
  static CommandLine of(StreamJob job) {
    CommandLine command = new CommandLine(new StreamJobCommand(job));
    String name = job.description().command();
    CommandSpec spec = command.getCommandSpec().name(name);
    spec.usageMessage()
        .description(
            job.description().summary()
                + ", from Kafka to Kafka (the job "
                + job.mainClass()
                + "), in this process.",
            "Ctrl-C stops the job once it has committed what it has written.")
        .footer(
            "",
            "Kafka's own properties pass through as --kafka.properties.KEY, --source.kafka.properties.KEY",
            "and --sink.kafka.properties.KEY, Flink's as --flink.KEY. With --flink.rest.bind-port=8081,",
            "Flink's web UI is at that port of this machine's loopback address, or of the address that",
            "--job.local.web-address names.",
            "Example: qlip %s --config job.yaml --%s 16".formatted(name, job.batchSize().key()));
    spec.addOption(
        OptionSpec.builder("--config")
            .type(String.class)
            .paramLabel("FILE")
            .description("Options file (.yaml, .yml or .properties); the command line is stronger.")
            .build());
    for (OptionGroup group : job.catalog().groups()) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder().heading("%n" + group.title() + ":%n").validate(false);
      group.options().forEach(option -> section.addArg(argument(option)));
      spec.addArgGroup(section.build());
    }
    return command;
  }

  private static OptionSpec argument(Option<?> option) {
    OptionSpec.Builder builder =
        OptionSpec.builder("--" + option.key())
            .type(String.class)
            .paramLabel("<" + option.type().replaceAll(",.*", "") + ">")
            .description(HelpText.describe(option).replace("%", "%%"));
    if (option.isFlag()) {
      builder.arity("0..1").fallbackValue("true");
    }
    return builder.build();
  }

  @Override
  public Integer call() throws Exception {
    try {
      CommonOptions options = job.parse(arguments());
      job.check(options);
      run(options);
      return ExitCode.OK;
    } catch (InvalidOptionsException e) {
      // Not as picocli's own exception, which would print the whole usage text above the message.
      PrintWriter err = spec.commandLine().getErr();
      err.println(spec.commandLine().getColorScheme().errorText("qlip: " + e.getMessage()));
      err.flush();
      return ExitCode.USAGE;
    } catch (BrokersException e) {
      throw new CommandFailedException(requireNonNullElse(e.getMessage(), e.toString()), e);
    } catch (ExecutionException e) {
      throw new CommandFailedException("the job failed: " + rootMessage(e), e);
    }
  }

  private void run(CommonOptions options) throws Exception {
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    job.addTo(environment, options);
    try (StopSignals signals = new StopSignals()) {
      JobClient client = environment.executeAsync();
      PrintWriter err = spec.commandLine().getErr();
      err.println("Job " + client.getJobID() + " runs; Ctrl-C stops it.");
      err.flush();
      new LocalRun(client).await(signals.first());
    }
  }

  /**
   * The arguments as they were given. They are not taken from picocli's result, in which a flag
   * without a value has swallowed a pass-through key behind it.
   */
  private List<String> arguments() {
    List<String> line = spec.commandLine().getParseResult().originalArgs();
    return line.subList(line.indexOf(spec.name()) + 1, line.size());
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
