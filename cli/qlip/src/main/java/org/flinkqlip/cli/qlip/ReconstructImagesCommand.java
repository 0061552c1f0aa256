package org.flinkqlip.cli.qlip;

import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.options.ReconstructImagesOptions;
import picocli.CommandLine.Command;

/** {@code qlip reconstruct-images}: ReconstructImages in this process, on real brokers. */
@Command(
    name = "reconstruct-images",
    description = {
      "Turn codes from Kafka into pictures in Kafka, in this process.",
      "Ctrl-C stops the job once it has committed what it has written."
    },
    footer = {
      "",
      "Kafka's own properties pass through as --kafka.properties.KEY, --source.kafka.properties.KEY",
      "and --sink.kafka.properties.KEY, Flink's as --flink.KEY. With --flink.rest.bind-port=8081,",
      "Flink's web UI is at that port of this machine's loopback address, or of the address that",
      "--job.local.web-address names.",
      "Example: qlip reconstruct-images --config reconstruct.yaml --picture.format jpeg"
    },
    modelTransformer = ReconstructImagesCommand.Options.class)
final class ReconstructImagesCommand extends StreamJobCommand {

  ReconstructImagesCommand() {
    super(ReconstructImages.DEFINITION);
  }

  /** The options in the help text. */
  static final class Options extends CatalogOptions {
    Options() {
      super(ReconstructImagesOptions.CATALOG);
    }
  }
}
