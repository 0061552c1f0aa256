// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/**
 * A job of which savepoints are kept.
 *
 * @param job of the list
 */
record SavedJob(StreamJob job) {
  static final int PARTITIONS = 4;
  static final int PARALLELISM = 2;

  static List<SavedJob> all() {
    return StreamJobs.ALL.stream().map(SavedJob::new).toList();
  }

  /** Records of a partition that came before the savepoint: another number in each. */
  static int savedOffset(int partition) {
    return 2 + partition;
  }

  /** Topics of which every input that succeeds has one record. */
  List<String> results() {
    return job.defaultTopics().results().stream().map(StreamTopics.Result::name).toList();
  }

  /** The folder of its savepoint. */
  Path in(Path folder) {
    return folder.resolve(job.mainClass());
  }

  /** The job, which takes checkpoints only when it is told to. */
  JobGraph graph(String bootstrapServers) throws Exception {
    CommonOptions options =
        job.parse(
            List.of(
                "--kafka.bootstrap-servers",
                bootstrapServers,
                "--model.bundle",
                DefaultModel.open().directory().toString(),
                "--checkpoint.interval",
                "240 s",
                // Longer than checkpoints that rare may keep a transaction open.
                "--sink.transaction-timeout",
                "30 min",
                "--job.parallelism",
                Integer.toString(PARALLELISM)));
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    job.addTo(environment, options);
    return environment.getStreamGraph().getJobGraph();
  }

  static void createTopics(String bootstrapServers) throws InterruptedException {
    TopicCreator.createDefaults(bootstrapServers, PARTITIONS);
  }

  /** Records that succeed, each with a key of its own; the first ones are always the same. */
  List<FeedRecord> records(int count) throws Exception {
    List<FeedRecord> records = new ArrayList<>();
    try (WireFormat format = WireFormatOptions.singleObject().open()) {
      ImageSource source = JobFeed.of(job, format);
      for (long index = 0; records.size() < count; index++) {
        FeedRecord record = source.record(index);
        if (record.expected().equals(Expectation.TOKENIZED)) {
          records.add(record);
        }
      }
    }
    return records;
  }

  /** Sends one record for each partition that is named. */
  void send(String bootstrapServers, List<FeedRecord> records, List<Integer> partitions)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < partitions.size(); i++) {
        FeedRecord record = records.get(i);
        byte[] key = record.key().orElseThrow().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        producer
            .send(
                new ProducerRecord<>(
                    job.defaultTopics().input(), partitions.get(i), key, record.value()))
            .get();
      }
    }
  }

  /** The partitions of the records before the savepoint. */
  static List<Integer> savedPartitions() {
    List<Integer> partitions = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (int i = 0; i < savedOffset(partition); i++) {
        partitions.add(partition);
      }
    }
    return partitions;
  }

  @Override
  public String toString() {
    return job.mainClass();
  }
}
