// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.edges;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.EmbeddedJob;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/** A broker, a cluster, and jobs on them as their options say. */
final class EdgeStack implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(90);

  final WireFormat format = WireFormatOptions.singleObject().open();
  private final Path directory;
  private final BrokerProcess broker;
  private final LocalCluster cluster;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Starts both.
   *
   * @param brokerProperties Kafka's own settings
   */
  EdgeStack(Path directory, Map<String, String> brokerProperties) throws Exception {
    this.directory = directory;
    Path home = Files.createDirectories(directory.resolve("kafka"));
    try (Writer file = Files.newBufferedWriter(home.resolve("broker.properties"))) {
      Properties properties = new Properties();
      properties.putAll(brokerProperties);
      properties.store(file, "test");
    }
    broker = BrokerProcess.start(BrokerOptions.in(home));
    cluster = LocalCluster.start(ClusterOptions.in(directory.resolve("flink"), 6));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /** Submits a job after its own checks, with a checkpoint every second. */
  LocalJob submit(StreamJob job, Map<String, String> own) throws Exception {
    return cluster.submit(graph(job, own));
  }

  /** The job's graph, to which a test may add where it is restored from. */
  org.apache.flink.runtime.jobgraph.JobGraph graph(StreamJob job, Map<String, String> own)
      throws Exception {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("model.bundle", DefaultModel.open().directory().toString());
    settings.put("checkpoint.interval", "1 s");
    settings.put("checkpoint.min-pause", "200 ms");
    settings.put("job.parallelism", "1");
    settings.putAll(own);
    return EmbeddedJob.of(job, settings).graph();
  }

  LocalCluster cluster() {
    return cluster;
  }

  /** Sets a topic's setting, as kafka-configs.sh does. */
  void set(String topic, String name, String value) throws Exception {
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET))))
          .all()
          .get();
    }
  }

  /** Writes a record; null for a timestamp is the producer's own. */
  void send(String topic, String key, byte[] value, Long timestamp) throws Exception {
    producer.send(new ProducerRecord<>(topic, 0, timestamp, key.getBytes(UTF_8), value)).get();
  }

  /** An event with a small picture. */
  byte[] image(String id) throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file);
    ImageEvent event =
        ImageEvent.newBuilder()
            .setImageId(id)
            .setContent(ByteBuffer.wrap(file.toByteArray()))
            .setAttributes(Map.of())
            .build();
    return format.serializer(ImageEvent.class, "images").serialize(event);
  }

  /** Everything that is committed in partition 0 of a topic. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    Map<String, Object> properties =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    producer.close();
    cluster.close();
    broker.close();
    format.close();
  }
}
