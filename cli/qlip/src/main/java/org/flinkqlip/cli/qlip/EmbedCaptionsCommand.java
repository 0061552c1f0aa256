package org.flinkqlip.cli.qlip;

import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.options.EmbedTextOptions;
import picocli.CommandLine.Command;

/** {@code qlip embed-captions}: EmbedText in this process, on real brokers. */
@Command(
    name = "embed-captions",
    description = {
      "Embed captions from Kafka to Kafka (the job EmbedText), in this process.",
      "Ctrl-C stops the job once it has committed what it has written."
    },
    footer = {
      "",
      "Kafka's own properties pass through as --kafka.properties.KEY, --source.kafka.properties.KEY",
      "and --sink.kafka.properties.KEY, Flink's as --flink.KEY. With --flink.rest.bind-port=8081,",
      "Flink's web UI is at that port of this machine's loopback address, or of the address that",
      "--job.local.web-address names.",
      "Example: qlip embed-captions --config embed.yaml --batch.max-captions 64"
    },
    modelTransformer = EmbedCaptionsCommand.Options.class)
final class EmbedCaptionsCommand extends StreamJobCommand {

  EmbedCaptionsCommand() {
    super(EmbedText.DEFINITION);
  }

  /** The options in the help text. */
  static final class Options extends CatalogOptions {
    Options() {
      super(EmbedTextOptions.CATALOG);
    }
  }
}
