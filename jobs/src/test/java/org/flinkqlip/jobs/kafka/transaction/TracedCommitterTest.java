// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

/** What a refusal means; whether real refusals get here is tested on a real broker. */
class TracedCommitterTest {
  private static final long RESTORED = 7;

  @Test
  void aLossOfThisAttemptFailsTheJobAfterAllOthersWereTried() {
    Request lost = new Request("a", RESTORED);
    Request next = new Request("b", RESTORED + 1);

    assertThatThrownBy(() -> commit(refusing("a"), TransactionFate.LOST, lost, next))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("commit a (producer 1, epoch 2)")
        .hasMessageContaining("images-3@10..19")
        .hasMessageNotContaining("b (")
        .hasMessageContaining("ProducerFencedException: fenced");
    assertThat(lost.outcome).isEqualTo("failed");
    assertThat(next.outcome).isEqualTo("committed");
  }

  @Test
  void whatCannotBeToldIsALossOfThisAttempt() {
    assertThatThrownBy(
            () -> commit(refusing("a"), TransactionFate.UNKNOWN, new Request("a", RESTORED)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aLossOfAnEarlierAttemptDoesNotFailTheJobAgain() {
    for (TransactionFate fate : List.of(TransactionFate.LOST, TransactionFate.UNKNOWN)) {
      Request earlier = new Request("a", RESTORED - 1);
      Request unknown = new Request("a", ResultTransaction.UNKNOWN);

      assertThatCode(() -> commit(refusing("a"), fate, earlier, unknown))
          .doesNotThrowAnyException();
      assertThat(earlier.outcome).isEqualTo("failed");
      assertThat(unknown.outcome).isEqualTo("failed");
    }
  }

  @Test
  void whatIsVisibleWasCommittedBeforeWhoeverWroteIt() {
    Request ours = new Request("a", RESTORED);
    Request earlier = new Request("a", RESTORED - 1);

    assertThatCode(() -> commit(refusing("a"), TransactionFate.COMMITTED, ours, earlier))
        .doesNotThrowAnyException();
    assertThat(ours.outcome).isEqualTo("already committed");
    assertThat(earlier.outcome).isEqualTo("already committed");
  }

  @Test
  void aProducerThatKafkaForgotIsARefusalAndNoRestart() {
    Request earlier = new Request("a", RESTORED - 1);

    assertThatCode(
            () ->
                commit(
                    Map.of("a", new InvalidPidMappingException("forgotten")),
                    TransactionFate.LOST,
                    earlier))
        .doesNotThrowAnyException();
    assertThat(earlier.outcome).isEqualTo("failed");
  }

  @Test
  void anyOtherFaultRestartsTheJobAsBefore() {
    Request request = new Request("a", RESTORED - 1);

    assertThatThrownBy(
            () ->
                commit(
                    Map.of("a", new TransactionalIdAuthorizationException("no right")),
                    TransactionFate.LOST,
                    request))
        .isInstanceOf(IllegalStateException.class);
    assertThat(request.outcome).isEqualTo("unknown");
  }

  private static void commit(
      Map<String, Exception> refused, TransactionFate fate, Request... requests)
      throws IOException, InterruptedException {
    new TracedCommitter(
            new FlinksCommitter(refused),
            transaction -> fate,
            new LossMetrics(new UnregisteredMetricsGroup()),
            RESTORED)
        .commit(List.of(requests));
  }

  private static Map<String, Exception> refusing(String... ids) {
    return List.of(ids).stream()
        .collect(
            Collectors.toMap(Function.identity(), id -> new ProducerFencedException("fenced")));
  }

  /** Signals as Flink's committer does. */
  private record FlinksCommitter(Map<String, Exception> refused)
      implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        Exception refusal = refused.get(request.getCommittable().getTransactionalId());
        if (refusal instanceof ProducerFencedException) {
          request.signalFailedWithKnownReason(refusal);
        } else if (refusal != null) {
          request.signalFailedWithUnknownReason(refusal);
        }
      }
    }

    @Override
    public void close() {}
  }

  private static final class Request implements Committer.CommitRequest<ResultTransaction> {
    private final ResultTransaction transaction;
    private String outcome = "committed";

    Request(String id, long preparedAfter) {
      transaction =
          new ResultTransaction(
              new KafkaCommittable(1, (short) 2, id, null),
              preparedAfter,
              List.of(new InputRange("images", 3, 10, 19)),
              List.of());
    }

    @Override
    public ResultTransaction getCommittable() {
      return transaction;
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
      throw new IllegalStateException(reason);
    }

    @Override
    public void retryLater() {
      outcome = "retried";
    }

    @Override
    public void updateAndRetryLater(ResultTransaction updated) {
      outcome = "retried";
    }

    @Override
    public void signalAlreadyCommitted() {
      outcome = "already committed";
    }
  }
}
