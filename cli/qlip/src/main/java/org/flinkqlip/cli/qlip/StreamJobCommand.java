package org.flinkqlip.cli.qlip;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.cli.console.StopSignals;
import org.flinkqlip.jobs.JobDefinition;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.kafka.BrokersException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A job in this process, on real brokers. */
abstract class StreamJobCommand implements Callable<Integer> {

  /** Lets pass-through keys by; what else is unknown is for the reader of options to judge. */
  @SuppressWarnings("UnusedVariable")
  @Unmatched
  private final List<String> unmatched = new ArrayList<>();

  @Spec private CommandSpec spec;

  private final JobDefinition definition;

  StreamJobCommand(JobDefinition definition) {
    this.definition = definition;
  }

  @Override
  public final Integer call() throws Exception {
    try {
      StreamJob job = definition.parse(arguments());
      job.check();
      run(job);
      return ExitCode.OK;
    } catch (InvalidOptionsException e) {
      // Not as picocli's own exception, which would print the whole usage text above the message.
      PrintWriter err = spec.commandLine().getErr();
      err.println(spec.commandLine().getColorScheme().errorText("qlip: " + e.getMessage()));
      err.flush();
      return ExitCode.USAGE;
    } catch (BrokersException e) {
      throw new CommandFailedException(e.getMessage(), e);
    } catch (ExecutionException e) {
      throw new CommandFailedException("the job failed: " + rootMessage(e), e);
    }
  }

  private void run(StreamJob job) throws Exception {
    StreamExecutionEnvironment environment = job.localEnvironment();
    job.addTo(environment);
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
