// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.options.CheckpointOptions;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.SinkOptions;
import org.flinkqlip.jobs.options.SourceOptions;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.EmbeddedJob;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/**
 * A real broker in a process of its own and a Flink cluster in this one. Each job has topics of its
 * own for results and reads its input from the beginning. Not thread-safe.
 */
final class Stack implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Path directory;
  private final BrokerProcess broker;
  private final LocalCluster cluster;
  private final WireFormat format = WireFormatOptions.singleObject().open();
  private int inputs;
  private int jobs;

  private Stack(Path directory, BrokerProcess broker, LocalCluster cluster) {
    this.directory = directory;
    this.broker = broker;
    this.cluster = cluster;
  }

  /** Hears when the parts are ready. */
  @FunctionalInterface
  interface Listener {
    /** The part is ready. */
    void ready(String part);
  }

  /**
   * Starts both, with their files in a directory.
   *
   * @param properties Flink's own
   */
  static Stack start(Path directory, int slots, Map<String, String> properties, Listener listener)
      throws IOException, InterruptedException {
    BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
    boolean started = false;
    try {
      listener.ready(StartProbe.BROKER);
      LocalCluster cluster =
          LocalCluster.start(new ClusterOptions(directory.resolve("flink"), slots, 0, properties));
      listener.ready(StartProbe.CLUSTER);
      started = true;
      return new Stack(directory, broker, cluster);
    } finally {
      if (!started) {
        broker.close();
      }
    }
  }

  /** Starts both; nobody hears of it. */
  static Stack start(Path directory, int slots) throws IOException, InterruptedException {
    return start(directory, slots, Map.of(), part -> {});
  }

  /** A new, empty topic of images. */
  String newInput(int partitions) throws InterruptedException {
    String name = "images-" + ++inputs;
    TopicCreator.create(topics(name, "unused"), broker.bootstrapServers(), partitions);
    return name;
  }

  /** A new topic that holds the first {@code count} records of the pictures. */
  String filledInput(Pictures pictures, long count, int partitions)
      throws IOException, InterruptedException, RegistryException {
    String name = newInput(partitions);
    feed(name, pictures, count, Pace.UNLIMITED);
    return name;
  }

  /** Sends the first {@code count} records of the pictures; comes back when all are in. */
  void feed(String input, Pictures pictures, long count, Pace pace)
      throws IOException, InterruptedException, RegistryException {
    try (ImageFeed feed = ImageFeed.to(broker.bootstrapServers(), input)) {
      feed.send(pictures.source(format.serializer(ImageEvent.class, input)), count, pace);
    }
  }

  /** Runs a job on an input; comes back when it has been submitted. */
  JobRun submit(JobSetup setup, String input, Watch watch) throws InterruptedException {
    String run = "run-" + ++jobs;
    Topics topics = topics(input, run);
    TopicCreator.create(topics, broker.bootstrapServers(), setup.partitions());
    Map<String, String> options = new LinkedHashMap<>(setup.options());
    options.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), broker.bootstrapServers());
    options.put(SourceOptions.TOPIC.key(), topics.images());
    options.put(SourceOptions.GROUP_ID.key(), run);
    options.put(SinkOptions.TRANSACTIONAL_ID_PREFIX.key(), run);
    options.put(TokenizeImages.CODES_TOPIC.key(), topics.codes());
    options.put(TokenizeImages.EMBEDDINGS_TOPIC.key(), topics.embeddings());
    options.put(SinkOptions.DEAD_LETTER_TOPIC.key(), topics.deadLetters());
    options.put(
        CheckpointOptions.DIRECTORY.key(), directory.resolve("checkpoints").toUri().toString());
    LocalJob job = cluster.submit(EmbeddedJob.of(TokenizeImages.JOB, options).graph());
    return new JobRun(broker, job, topics, format, watch);
  }

  /** Runs a job on an input; comes back when every subtask runs. */
  JobRun run(JobSetup setup, String input, Watch watch) throws InterruptedException {
    JobRun run = submit(setup, input, watch);
    run.awaitRunning(START_TIMEOUT);
    return run;
  }

  private static Topics topics(String input, String run) {
    return new Topics(input, run + "-codes", run + "-embeddings", run + "-dead-letters");
  }

  @Override
  public void close() {
    try (broker;
        format) {
      cluster.close();
    }
  }
}
