package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.flinkqlip.jobs.options.SinkOptions;

/**
 * Fails the job when Kafka refuses, for good, to commit a transaction that the running attempt
 * wrote: its records are lost, and Flink's committer alone counts that and goes on.
 *
 * <p>A transaction of an earlier attempt is left to Flink's metric {@code failedCommittables}:
 * there the refusal often means that it was committed before the failure. So the job, which
 * restores the lost transaction as one of an earlier attempt, fails once for each loss and not for
 * ever.
 */
@SuppressWarnings("try") // Closing is the wrapped committer's, which may be interrupted.
final class LossDetectingCommitter implements Committer<KafkaCommittable> {
  private final Committer<KafkaCommittable> committer;

  LossDetectingCommitter(Committer<KafkaCommittable> committer) {
    this.committer = requireNonNull(committer, "committer is null");
  }

  /**
   * Commits.
   *
   * @throws IOException if transactions of this attempt are lost, after all others were committed
   */
  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<Watched> watched = requests.stream().map(Watched::new).toList();
    committer.commit(new ArrayList<>(watched));
    List<Watched> lost = watched.stream().filter(Watched::isLost).toList();
    if (!lost.isEmpty()) {
      throw new IOException(
          ("Kafka refused to commit %s: the records are lost. Another job or producer uses %s, or"
                  + " the brokers aborted the transaction after %s. Find the inputs with qlip audit"
                  + " over the time since the checkpoint before, and send them again")
              .formatted(
                  lost.stream().map(Watched::getCommittable).toList(),
                  SinkOptions.TRANSACTIONAL_ID_PREFIX.key(),
                  SinkOptions.TRANSACTION_TIMEOUT.key()),
          lost.get(0).refusal);
    }
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  /** Passes everything on and remembers a refusal. */
  private static final class Watched implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;
    private Throwable refusal;

    Watched(CommitRequest<KafkaCommittable> request) {
      this.request = request;
    }

    /** A restored committable has no producer. */
    boolean isLost() {
      return refusal != null && request.getCommittable().getProducer().isPresent();
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      refusal = reason;
      request.signalFailedWithKnownReason(reason);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      request.signalFailedWithUnknownReason(reason);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }

    @Override
    public String toString() {
      return request.toString();
    }
  }
}
