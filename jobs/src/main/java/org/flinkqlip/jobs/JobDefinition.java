package org.flinkqlip.jobs;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.config.HelpText;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;

/**
 * One of the jobs of this module.
 *
 * @param name its main class, such as TokenizeImages
 * @param catalog everything that can be set
 * @param maker makes the job from what was set
 */
public record JobDefinition(
    String name, OptionCatalog catalog, Function<Settings, StreamJob> maker) {

  public JobDefinition {
    requireNonNull(name, "name is null");
    requireNonNull(catalog, "catalog is null");
    requireNonNull(maker, "maker is null");
  }

  /**
   * The job of {@code --config FILE} and {@code --key value} arguments.
   *
   * @throws InvalidOptionsException if they cannot be used
   */
  public StreamJob parse(List<String> arguments) {
    return maker.apply(new SettingsReader(catalog).read(arguments));
  }

  /**
   * Submits the job to the cluster that the program runs for, or prints every option where the
   * arguments hold {@code --help}.
   *
   * @throws Exception if the options, the model or the brokers cannot be used, or the job fails
   */
  void submit(List<String> arguments) throws Exception {
    if (arguments.contains("--help")) {
      System.out.print(
          new HelpText(catalog)
              .of("flink run -c org.flinkqlip.jobs.%s flink-qlip-jobs-job.jar".formatted(name)));
      return;
    }
    StreamJob job = parse(arguments);
    job.check();
    StreamExecutionEnvironment environment = job.clusterEnvironment();
    job.addTo(environment);
    environment.execute();
  }
}
