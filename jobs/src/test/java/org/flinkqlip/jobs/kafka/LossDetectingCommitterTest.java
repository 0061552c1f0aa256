package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossDetectingCommitterTest {
  private FlinkKafkaInternalProducer<byte[], byte[]> producer;

  @BeforeEach
  void makeProducer() {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", "127.0.0.1:1");
    properties.setProperty("key.serializer", ByteArraySerializer.class.getName());
    properties.setProperty("value.serializer", ByteArraySerializer.class.getName());
    producer = new FlinkKafkaInternalProducer<>(properties, "prefix-0-1");
  }

  @AfterEach
  void closeProducer() {
    producer.close(Duration.ZERO);
  }

  @Test
  void aRefusedTransactionOfThisAttemptFailsTheJobAfterAllOthersWereTried() {
    Request lost = new Request(new KafkaCommittable(1, (short) 0, "prefix-0-1", producer));
    Request next = new Request(new KafkaCommittable(2, (short) 0, "prefix-0-2", producer));
    LossDetectingCommitter committer =
        new LossDetectingCommitter(new Refusing(List.of("prefix-0-1")));

    assertThatThrownBy(() -> committer.commit(List.of(lost, next)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("prefix-0-1")
        .hasMessageNotContaining("prefix-0-2")
        .hasMessageContaining("qlip audit")
        .hasCauseInstanceOf(ProducerFencedException.class);
    assertThat(lost.outcome).as("Flink's own metric still counts it").isEqualTo("failed");
    assertThat(next.outcome).isEqualTo("committed");
  }

  @Test
  void aRefusedTransactionOfAnEarlierAttemptMayHaveBeenCommittedBefore() {
    Request restored = new Request(new KafkaCommittable(1, (short) 0, "prefix-0-1", null));
    LossDetectingCommitter committer =
        new LossDetectingCommitter(new Refusing(List.of("prefix-0-1")));

    assertThatCode(() -> committer.commit(List.of(restored))).doesNotThrowAnyException();
    assertThat(restored.outcome).isEqualTo("failed");
  }

  @Test
  void committedTransactionsPass() {
    Request request = new Request(new KafkaCommittable(1, (short) 0, "prefix-0-1", producer));
    LossDetectingCommitter committer = new LossDetectingCommitter(new Refusing(List.of()));

    assertThatCode(() -> committer.commit(List.of(request))).doesNotThrowAnyException();
    assertThat(request.outcome).isEqualTo("committed");
  }

  /** Commits all but some, as Flink's committer does when Kafka fences them. */
  private record Refusing(List<String> refused) implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        if (refused.contains(request.getCommittable().getTransactionalId())) {
          request.signalFailedWithKnownReason(new ProducerFencedException("fenced"));
        } else {
          request.signalAlreadyCommitted();
        }
      }
    }

    @Override
    public void close() {}
  }

  private static final class Request implements Committer.CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;
    private String outcome = "none";

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
      outcome = "failed";
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      outcome = "unknown";
    }

    @Override
    public void retryLater() {
      outcome = "retried";
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable updated) {
      outcome = "retried";
    }

    @Override
    public void signalAlreadyCommitted() {
      outcome = "committed";
    }
  }
}
