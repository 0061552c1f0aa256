// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import org.flinkqlip.cli.console.ProgressLine;
import org.flinkqlip.cli.console.StopSignals;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.broker.BrokerException;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.feed.FolderImages;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.SchemaRegistryOptions;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qlip feed}: images to try a deployment on. */
@Command(
    name = "feed",
    description = {
      "Send images to the topic 'images' of a broker, for a deployment to be tried on: drawn scenes,"
          + " a few of them broken on purpose, or a folder of pictures. Creates the topics of"
          + " tokenize-images that are missing. The broker must ask for no authentication."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The broker acknowledged every record.",
      "1:It did not, or cannot be reached; standard error says why.",
      "2:The command line is wrong.",
      "130:Stopped by a signal."
    },
    footer = {
      "",
      "Examples:",
      "  qlip feed --bootstrap-servers kafka:9092 --count 1000 --rate 20",
      "  qlip feed --bootstrap-servers kafka:9092 --count 0     creates the topics alone"
    })
final class FeedCommand implements Callable<Integer> {
  private static final int STOPPED = 130;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "LIST",
      required = true,
      description = "Brokers to start from: host:port, separated by commas.")
  private String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "Schema registry; records are then in the confluent format. Default: single-object, which"
              + " needs none.")
  private URI registry;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "300",
      description = "Records to send. Default: ${DEFAULT-VALUE}.")
  private long count;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "0",
      description = "Records a second; 0 for as fast as possible. Default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "Folder of images, again from the first when all were sent. Default: drawn scenes.")
  private Path images;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the drawn scenes. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of topics that are created. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Spec private CommandSpec spec;

  @Override
  @SuppressWarnings("try") // Closing them is all that is asked of signals.
  public Integer call() throws IOException {
    System.setProperty("java.awt.headless", "true");
    Pace pace = pace();
    try (StopSignals signals = StopSignals.interruptThisThread();
        WireFormat format = format().open()) {
      return feed(pace, format);
    } catch (BrokerException | RegistryException e) {
      throw new CommandFailedException(requireNonNullElse(e.getMessage(), e.toString()), e);
    } catch (InterruptedException | InterruptException e) {
      say("Stopped.");
      return STOPPED;
    }
  }

  private int feed(Pace pace, WireFormat format)
      throws IOException, RegistryException, InterruptedException {
    TopicCreator.create(Topics.DEFAULT, bootstrapServers, partitions);
    if (count == 0) {
      say("The topics are there.");
      return 0;
    }
    String topic = Topics.DEFAULT.images();
    try (ImageFeed feed = ImageFeed.to(bootstrapServers, topic)) {
      feed.send(counted(source(format.serializer(ImageEvent.class, topic))), count, pace);
    }
    say("Sent %d records to %s.".formatted(count, topic));
    return 0;
  }

  private ImageSource source(RecordSerializer<ImageEvent> serializer) throws IOException {
    return images == null ? new SceneImages(seed, serializer) : FolderImages.of(images, serializer);
  }

  private ImageSource counted(ImageSource source) {
    ProgressLine progress = ProgressLine.ofLongCommand(spec.commandLine().getErr());
    return index -> {
      progress.offer(() -> "sent %d of %d records".formatted(index, count));
      return source.record(index);
    };
  }

  private WireFormatOptions format() {
    return registry == null
        ? WireFormatOptions.singleObject()
        : WireFormatOptions.confluent(SchemaRegistryOptions.of(registry));
  }

  private Pace pace() {
    if (count < 0 || partitions < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--count must be 0 or more and --partitions 1 or more: %d, %d"
              .formatted(count, partitions));
    }
    try {
      return new Pace(rate);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--rate: " + e.getMessage(), e);
    }
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
