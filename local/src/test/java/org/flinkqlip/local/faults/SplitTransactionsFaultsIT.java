// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.ResultsUnreadableException;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.audit.TransactionLog;
import org.flinkqlip.jobs.audit.Violation;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results that a real broker got in transactions other than those that are promised. */
@Timeout(120)
class SplitTransactionsFaultsIT {
  private static final Topics TOPICS = Topics.DEFAULT;

  private final List<InputRecord> inputs = new ArrayList<>();
  private BrokerProcess broker;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory));
    TopicCreator.create(TOPICS, broker.bootstrapServers(), 2);
    producer = transactional("split");
    producer.initTransactions();
  }

  @AfterEach
  void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void codesAndEmbeddingInTwoTransactionsAreReported() throws Exception {
    String together = input(0, Expectation.TOKENIZED);
    String apart = input(1, Expectation.TOKENIZED);
    String again = input(2, Expectation.TOKENIZED);

    producer.beginTransaction();
    sendCodes(0, together);
    sendEmbedding(0, together);
    producer.commitTransaction();
    producer.beginTransaction();
    sendCodes(1, apart);
    producer.commitTransaction();
    producer.beginTransaction();
    sendEmbedding(1, apart);
    // An image of the second transaction alone is as it should be.
    sendCodes(2, again);
    sendEmbedding(2, again);
    producer.commitTransaction();

    AuditReport report = audit();
    assertThat(report.results()).isEqualTo(3);
    assertThat(report.violations())
        .extracting(Violation::kind)
        .containsExactly(Violation.Kind.SPLIT_TRANSACTION);
    assertThat(report.violations().get(0).detail()).startsWith("input 0@1: image-codes at ");
  }

  @Test
  void tombstonesInTwoTransactionsAreReported() throws Exception {
    String apart = input(0, Expectation.TOMBSTONES);
    String together = input(1, Expectation.TOMBSTONES);

    producer.beginTransaction();
    send(TOPICS.codes(), apart, null);
    producer.commitTransaction();
    producer.beginTransaction();
    send(TOPICS.embeddings(), apart, null);
    send(TOPICS.codes(), together, null);
    send(TOPICS.embeddings(), together, null);
    producer.commitTransaction();

    AuditReport report = audit();
    assertThat(report.tombstones()).isEqualTo(2);
    assertThat(report.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.kind()).isEqualTo(Violation.Kind.SPLIT_TRANSACTION);
              assertThat(violation.detail()).startsWith("the tombstones of " + apart);
            });
  }

  @Test
  void resultsWithoutATransactionAreReported() throws Exception {
    String key = input(0, Expectation.TOKENIZED);
    try (KafkaProducer<byte[], byte[]> plain =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      plain.send(record(TOPICS.codes(), key, codes(0, key))).get();
      plain.send(record(TOPICS.embeddings(), key, embedding(0, key))).get();
    }

    assertThat(audit().violations())
        .singleElement()
        .satisfies(violation -> assertThat(violation.detail()).contains("transaction none"));
  }

  @Test
  void anAbortedTransactionBeforeTheCommittedOneIsNoFault() throws Exception {
    String key = input(0, Expectation.TOKENIZED);
    producer.beginTransaction();
    sendCodes(0, key);
    producer.flush();
    producer.abortTransaction();
    producer.beginTransaction();
    sendCodes(0, key);
    sendEmbedding(0, key);
    producer.commitTransaction();

    assertThat(audit().violations()).isEmpty();
  }

  @Test
  void brokersThatDoNotTellTransactionsApartAreRefused() throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      FeatureUpdate below = new FeatureUpdate((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
      admin
          .updateFeatures(Map.of("transaction.version", below), new UpdateFeaturesOptions())
          .all()
          .get();
    }
    try (KafkaProducer<byte[], byte[]> old = transactional("old")) {
      old.initTransactions();
      for (int transaction = 0; transaction < 2; transaction++) {
        old.beginTransaction();
        old.send(record(TOPICS.codes(), "a", codes(0, "a"))).get();
        old.commitTransaction();
      }
    }

    assertThatThrownBy(() -> TransactionLog.read(broker.dataDirectory(), TOPICS.results()))
        .isInstanceOf(ResultsUnreadableException.class)
        .hasMessageContaining("transaction.version below 2");
  }

  @Test
  void aRecordThatIsInNoSegmentIsNamed() {
    TransactionLog log = TransactionLog.read(broker.dataDirectory(), TOPICS.results());

    assertThatThrownBy(() -> log.of(TOPICS.codes(), new Position(0, 5)))
        .isInstanceOf(ResultsUnreadableException.class)
        .hasMessageContaining("image-codes 0@5");
  }

  private AuditReport audit() {
    List<ResultRecord> results = new ArrayList<>();
    try (WireFormat format = WireFormatOptions.singleObject().open();
        ResultReader reader = ResultReader.of(broker.bootstrapServers(), TOPICS.stream(), format)) {
      reader.readToEnd(Duration.ofSeconds(30)).stream()
          .map(CommittedResult::record)
          .forEach(results::add);
    }
    RunningAudit audit = new RunningAudit(TOPICS.stream(), inputs);
    assertThat(audit.check(results).violations()).as("what it sees without transactions").isEmpty();
    return audit.check(results, TransactionLog.read(broker.dataDirectory(), TOPICS.results()));
  }

  private KafkaProducer<byte[], byte[]> transactional(String id) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            id),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private String input(long offset, Expectation expected) {
    String key = "image-" + offset;
    inputs.add(new InputRecord(new Position(0, offset), Optional.of(key), expected));
    return key;
  }

  private void sendCodes(long offset, String key) throws Exception {
    send(TOPICS.codes(), key, codes(offset, key));
  }

  private void sendEmbedding(long offset, String key) throws Exception {
    send(TOPICS.embeddings(), key, embedding(offset, key));
  }

  private void send(String topic, String key, ByteBuffer value) throws Exception {
    producer.send(record(topic, key, value)).get();
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, ByteBuffer value) {
    byte[] bytes = null;
    if (value != null) {
      bytes = new byte[value.remaining()];
      value.get(bytes);
    }
    return new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes);
  }

  private static ByteBuffer codes(long offset, String key) throws Exception {
    return new ImageCodes(key, Instant.EPOCH, 1, 1, 4, List.of(9), provenance(offset), null)
        .toByteBuffer();
  }

  private static ByteBuffer embedding(long offset, String key) throws Exception {
    return new ImageEmbedding(key, Instant.EPOCH, List.of(1f), null, Map.of(), provenance(offset))
        .toByteBuffer();
  }

  private static Provenance provenance(long offset) {
    return new Provenance(TOPICS.images(), 0, offset, null, "tiny@0123456789ab", Instant.EPOCH);
  }
}
