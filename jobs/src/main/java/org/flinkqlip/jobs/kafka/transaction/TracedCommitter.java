// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.flinkqlip.jobs.options.SinkOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of each transaction that Kafka refuses to commit.
 *
 * <p>One whose records are visible was committed before, as most are that a restored job commits
 * again. One that is lost, or may be, is named with its inputs: if the running attempt wrote it,
 * the job fails, once; if an earlier attempt did, the job goes on, since a further restart would
 * not bring it back.
 */
final class TracedCommitter implements Committer<ResultTransaction> {
  private static final Logger LOG = LoggerFactory.getLogger(TracedCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final TransactionLookup lookup;
  private final LossMetrics metrics;
  private final long restored;

  /**
   * A committer.
   *
   * @param committer Flink's
   * @param restored the checkpoint that the attempt was restored from, 0 if none
   */
  TracedCommitter(
      Committer<KafkaCommittable> committer,
      TransactionLookup lookup,
      LossMetrics metrics,
      long restored) {
    this.committer = requireNonNull(committer, "committer is null");
    this.lookup = requireNonNull(lookup, "lookup is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.restored = restored;
  }

  /**
   * Commits.
   *
   * @throws IOException if transactions of this attempt are lost, after all others were committed
   */
  @Override
  public void commit(Collection<CommitRequest<ResultTransaction>> requests)
      throws IOException, InterruptedException {
    List<WatchedRequest> watched = requests.stream().map(WatchedRequest::new).toList();
    committer.commit(new ArrayList<>(watched));
    List<WatchedRequest> lost = new ArrayList<>();
    for (WatchedRequest request : watched) {
      if (request.isRefused() && isNewLoss(request)) {
        lost.add(request);
      }
    }
    if (!lost.isEmpty()) {
      // No cause: what Kafka says comes after what it means.
      throw new IOException(message(lost));
    }
  }

  private boolean isNewLoss(WatchedRequest request) throws InterruptedException {
    ResultTransaction transaction = request.transaction();
    TransactionFate fate = lookup.fateOf(transaction);
    if (fate == TransactionFate.COMMITTED) {
      LOG.info("Transaction {} was committed before", transaction);
      request.settleAsCommitted();
      return false;
    }
    request.settleAsFailed();
    metrics.refused(fate);
    if (transaction.isWrittenSince(restored)) {
      return true;
    }
    LOG.error(
        "{} {} of an earlier run, which Kafka refuses to commit: {}. Its results were made from {}."
            + " {}. The job goes on; send these inputs again",
        fate == TransactionFate.LOST ? "LOST: transaction" : "PERHAPS LOST: transaction",
        transaction,
        request.refusal().toString(),
        transaction.describeInputs(),
        fate == TransactionFate.LOST
            ? "They were aborted, most likely since the job was down for longer than "
                + SinkOptions.TRANSACTION_TIMEOUT.key()
            : "Its records are no longer in the topics, or could not be read: run qlip audit over"
                + " the time before the restart");
    return false;
  }

  private static String message(List<WatchedRequest> lost) {
    return ("Kafka refused to commit %s: the results of %s are lost. Another job or producer uses"
            + " %s, or the brokers aborted the transaction after %s. The job restarts behind them:"
            + " send these inputs again. Kafka says: %s")
        .formatted(
            join(lost, request -> request.transaction().toString()),
            join(lost, request -> request.transaction().describeInputs()),
            SinkOptions.TRANSACTIONAL_ID_PREFIX.key(),
            SinkOptions.TRANSACTION_TIMEOUT.key(),
            join(lost, request -> request.refusal().toString()));
  }

  private static String join(
      List<WatchedRequest> requests, Function<WatchedRequest, String> description) {
    return requests.stream().map(description).distinct().collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    QuietClose.of(committer);
  }
}
