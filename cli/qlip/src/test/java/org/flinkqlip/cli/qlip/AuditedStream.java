// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A stream as the audit finds it: topics of its own on a broker that all audit tests share, and
 * records that no job wrote.
 */
@ExtendWith(SharedBroker.class)
@Timeout(120)
abstract class AuditedStream {
  static final long NOON = Instant.parse("2026-11-24T12:00:00Z").toEpochMilli();
  static final long MINUTE = 60_000;

  private static final AtomicInteger TESTS = new AtomicInteger();

  final WireFormat format = WireFormatOptions.singleObject().open();
  final StringWriter output = new StringWriter();
  final StringWriter errors = new StringWriter();
  @TempDir Path directory;
  BrokerProcess broker;
  KafkaProducer<byte[], byte[]> producer;
  Topics topics;

  @BeforeEach
  void createTopics(BrokerProcess shared) throws Exception {
    broker = shared;
    producer = producer(Map.of());
    String name = "t" + TESTS.getAndIncrement();
    topics = new Topics(name + "-in", name + "-codes", name + "-embeddings", name + "-dead");
    TopicCreator.create(topics, broker.bootstrapServers(), 1);
  }

  @AfterEach
  void closeProducer() {
    producer.close();
    format.close();
  }

  void forgetOutput() {
    output.getBuffer().setLength(0);
    errors.getBuffer().setLength(0);
  }

  int audit(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--codes-topic",
                topics.codes(),
                "--embeddings-topic",
                topics.embeddings(),
                "--dead-letters-topic",
                topics.deadLetters()));
    if (!List.of(more).contains("--images-topic")) {
      arguments.addAll(List.of("--images-topic", topics.images()));
    }
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  int run(List<String> arguments) {
    return new CommandLine(new AuditCommand())
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  long image(String key, long timestamp) throws Exception {
    return send(producer, topics.images(), key, new byte[] {1}, timestamp);
  }

  void tokenize(KafkaProducer<byte[], byte[]> to, long source, String key, long timestamp)
      throws Exception {
    tokenize(to, key, timestamp, provenance(source));
  }

  void tokenize(KafkaProducer<byte[], byte[]> to, String key, long timestamp, Provenance provenance)
      throws Exception {
    ImageCodes codes = new ImageCodes(key, Instant.EPOCH, 1, 1, 4, List.of(9), provenance, null);
    ImageEmbedding embedding =
        new ImageEmbedding(key, Instant.EPOCH, List.of(1f), null, Map.of(), provenance);
    send(
        to,
        topics.codes(),
        key,
        format.serializer(ImageCodes.class, topics.codes()).serialize(codes),
        timestamp);
    send(
        to,
        topics.embeddings(),
        key,
        format.serializer(ImageEmbedding.class, topics.embeddings()).serialize(embedding),
        timestamp);
  }

  void deadLetter(long source, String key, long timestamp) throws Exception {
    DeadLetter letter =
        new DeadLetter(
            key,
            "decode",
            "IMAGE_TRUNCATED",
            "why",
            null,
            9,
            null,
            Instant.EPOCH,
            provenance(source));
    send(
        producer,
        topics.deadLetters(),
        key,
        format.serializer(DeadLetter.class, topics.deadLetters()).serialize(letter),
        timestamp);
  }

  void forget(String key, long timestamp) throws Exception {
    send(producer, topics.images(), key, null, timestamp);
    send(producer, topics.codes(), key, null, timestamp);
    send(producer, topics.embeddings(), key, null, timestamp);
  }

  Provenance provenance(long offset, long timestamp) {
    Provenance provenance = provenance(offset);
    provenance.setTimestamp(Instant.ofEpochMilli(timestamp));
    return provenance;
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  void setting(String topic, String name, String value) throws Exception {
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

  StreamTopics captionTopics() throws Exception {
    String name = topics.images();
    StreamTopics captions =
        new StreamTopics(
            name + "-captions",
            Caption.class,
            List.of(new StreamTopics.Result(name + "-embedded", CaptionEmbedding.class)),
            name + "-captions-dead");
    TopicCreator.create(List.of(captions), broker.bootstrapServers(), 1);
    return captions;
  }

  int auditCaptions(StreamTopics captions) throws Exception {
    Path options = directory.resolve(captions.input() + ".properties");
    Files.write(
        options,
        List.of(
            "kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "model.bundle=unused",
            "captions.include-text=false",
            "source.topic=" + captions.input(),
            "sink.embeddings-topic=" + captions.firstResults(),
            "sink.dead-letter-topic=" + captions.deadLetters()));
    return run(List.of("--job", "embed-text", "--config", options.toString()));
  }

  long caption(StreamTopics captions, String key, String text, long timestamp) throws Exception {
    Caption caption = Caption.newBuilder().setCaptionId(key).setText(text).build();
    byte[] value = format.serializer(Caption.class, captions.input()).serialize(caption);
    return send(producer, captions.input(), key, value, timestamp);
  }

  void embed(StreamTopics captions, String key, Provenance provenance) throws Exception {
    String topic = captions.firstResults();
    CaptionEmbedding embedding =
        new CaptionEmbedding(key, Instant.EPOCH, List.of(1f), null, Map.of(), provenance);
    byte[] value = format.serializer(CaptionEmbedding.class, topic).serialize(embedding);
    send(producer, topic, key, value, NOON);
  }

  long event(String key, String content, String caption) throws Exception {
    ImageEvent event =
        ImageEvent.newBuilder()
            .setImageId(key)
            .setContent(ByteBuffer.wrap(content.getBytes(UTF_8)))
            .setCaption(caption)
            .build();
    byte[] value = format.serializer(ImageEvent.class, topics.images()).serialize(event);
    return send(producer, topics.images(), key, value, NOON);
  }

  void picture(String topic, Provenance provenance) throws Exception {
    ReconstructedImage picture =
        ReconstructedImage.newBuilder()
            .setImageId("a")
            .setEventTime(Instant.EPOCH)
            .setContent(ByteBuffer.wrap(new byte[1]))
            .setContentType("image/png")
            .setWidth(1)
            .setHeight(1)
            .setProvenance(provenance)
            .build();
    byte[] value = format.serializer(ReconstructedImage.class, topic).serialize(picture);
    send(producer, topic, "a", value, NOON);
  }

  Provenance provenance(long offset, String content) {
    Provenance provenance = provenance(offset, NOON);
    provenance.setContentSha256(Sha256.of(content.getBytes(UTF_8)));
    return provenance;
  }

  void deleteBefore(long offset) throws Exception {
    deleteBefore(topics.images(), offset);
  }

  void deleteBefore(String topic, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  Provenance provenance(long offset) {
    return new Provenance(topics.images(), 0, offset, null, "tiny@0123456789ab", null);
  }

  static long send(
      KafkaProducer<byte[], byte[]> to, String topic, String key, byte[] value, long timestamp)
      throws Exception {
    return to.send(new ProducerRecord<>(topic, 0, timestamp, key.getBytes(UTF_8), value))
        .get()
        .offset();
  }
}
