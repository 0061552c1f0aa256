package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.Topics;
import org.flinkqlip.model.defaults.DefaultModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker refuses, and how one hears of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@SuppressWarnings("try") // Flink's committers may be interrupted when they are closed.
class SilentTrapsITCase {
  private BrokerProcess broker;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory));
    Topics.DEFAULT.create(broker.bootstrapServers(), 1);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void aTransactionThatAnotherProducerFencedFailsTheJobByName() throws Exception {
    try (FlinkKafkaInternalProducer<byte[], byte[]> writer = writer("fenced-0-1");
        KafkaProducer<byte[], byte[]> intruder = new KafkaProducer<>(producer("fenced-0-1"));
        Committer<KafkaCommittable> committer = committer("fenced")) {
      KafkaCommittable prepared = prepare(writer);
      intruder.initTransactions();

      Request request = new Request(prepared);
      assertThatThrownBy(() -> committer.commit(List.of(request)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("fenced-0-1")
          .hasMessageContaining("the records are lost")
          .hasMessageContaining("sink.transactional-id-prefix")
          .hasCauseInstanceOf(ProducerFencedException.class);
      assertThat(request.failures).as("also counted by failedCommittables").hasSize(1);
    }
  }

  @Test
  void aTransactionThatWasCommittedBeforeTheFailureIsNoLoss() throws Exception {
    try (FlinkKafkaInternalProducer<byte[], byte[]> writer = writer("again-0-1");
        Committer<KafkaCommittable> committer = committer("again")) {
      KafkaCommittable prepared = prepare(writer);
      committer.commit(List.of(new Request(prepared)));
      KafkaCommittable restored =
          new KafkaCommittable(
              prepared.getProducerId(), prepared.getEpoch(), prepared.getTransactionalId(), null);

      assertThatCode(() -> committer.commit(List.of(new Request(restored))))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aTransactionTimeoutAboveTheBrokersMaximumIsRefusedBeforeTheJobStarts() throws Exception {
    StreamJob job =
        TokenizeImages.DEFINITION.parse(
            List.of(
                "--kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "--model.bundle",
                DefaultModel.open().directory().toString(),
                "--sink.transaction-timeout",
                "3 h"));

    assertThatThrownBy(job::check)
        .isInstanceOf(BrokersException.class)
        .hasMessageContaining(
            "sink.transaction-timeout is 10800000 ms, but the brokers' transaction.max.timeout.ms"
                + " is 7200000");
  }

  private KafkaCommittable prepare(FlinkKafkaInternalProducer<byte[], byte[]> writer)
      throws Exception {
    writer.initTransactions();
    writer.beginTransaction();
    writer
        .send(new ProducerRecord<>(Topics.DEFAULT.codes(), "a".getBytes(UTF_8), new byte[] {1}))
        .get();
    writer.flush();
    return KafkaCommittable.of(writer);
  }

  private FlinkKafkaInternalProducer<byte[], byte[]> writer(String id) {
    Properties properties = new Properties();
    properties.putAll(producer(id));
    return new FlinkKafkaInternalProducer<>(properties, id);
  }

  private Map<String, Object> producer(String id) {
    return Map.of(
        "bootstrap.servers", broker.bootstrapServers(),
        "transactional.id", id,
        "key.serializer", ByteArraySerializer.class.getName(),
        "value.serializer", ByteArraySerializer.class.getName());
  }

  @SuppressWarnings("unchecked") // The sink's own committables are Kafka's.
  private Committer<KafkaCommittable> committer(String prefix) throws Exception {
    TokenizeImagesOptions options =
        TokenizeImagesOptions.parse(
            List.of(
                "--kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "--model.bundle",
                "unused",
                "--sink.transactional-id-prefix",
                prefix));
    return ((SupportsCommitter<KafkaCommittable>)
            ResultSink.create(options.stream().kafka(), options.stream().sink()))
        .createCommitter(new FirstSubtask());
  }

  private static final class FirstSubtask implements CommitterInitContext {
    @Override
    public SinkCommitterMetricGroup metricGroup() {
      throw new UnsupportedOperationException("the committer registers no metrics");
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
      return OptionalLong.empty();
    }

    @Override
    public JobInfo getJobInfo() {
      throw new UnsupportedOperationException("the committer does not ask for the job");
    }

    @Override
    public TaskInfo getTaskInfo() {
      return new TaskInfoImpl("write results", 1, 0, 1, 0);
    }
  }

  private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;
    private final List<Throwable> failures = new ArrayList<>();

    Request(KafkaCommittable committable) {
      this.committable = committable;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      failures.add(reason);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      throw new AssertionError("an unknown reason", reason);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("nothing to try again");
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable updated) {
      throw new AssertionError("nothing to try again");
    }

    @Override
    public void signalAlreadyCommitted() {}
  }
}
