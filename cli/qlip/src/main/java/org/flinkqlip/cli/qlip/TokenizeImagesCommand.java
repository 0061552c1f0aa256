package org.flinkqlip.cli.qlip;

import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import picocli.CommandLine.Command;

/** {@code qlip tokenize-images}: TokenizeImages in this process, on real brokers. */
@Command(
    name = "tokenize-images",
    description = {
      "Tokenize images from Kafka to Kafka, in this process.",
      "Ctrl-C stops the job once it has committed what it has written."
    },
    footer = {
      "",
      "Kafka's own properties pass through as --kafka.properties.KEY, --source.kafka.properties.KEY",
      "and --sink.kafka.properties.KEY, Flink's as --flink.KEY. With --flink.rest.bind-port=8081,",
      "Flink's web UI is at that port of this machine's loopback address, or of the address that",
      "--job.local.web-address names.",
      "Example: qlip tokenize-images --config tokenize.yaml --batch.max-images 16"
    },
    modelTransformer = TokenizeImagesCommand.Options.class)
final class TokenizeImagesCommand extends StreamJobCommand {

  TokenizeImagesCommand() {
    super(TokenizeImages.DEFINITION);
  }

  /** The options in the help text. */
  static final class Options extends CatalogOptions {
    Options() {
      super(TokenizeImagesOptions.CATALOG);
    }
  }
}
