package org.flinkqlip.local.progress;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.ResultTopic;
import org.flinkqlip.local.feed.FeedLog;

/**
 * Counts the input records whose results are committed, each once, however often its results are
 * repeated. Not thread-safe.
 */
public final class StreamTally {

  private final FeedLog feed;
  private final Set<Position> codes = new HashSet<>();
  private final Set<Position> embeddings = new HashSet<>();
  private final Set<Position> deadLetters = new HashSet<>();
  private final Latencies latencies = new Latencies();
  private long tokenized;
  private long tombstonesOfCodes;
  private long tombstonesOfEmbeddings;
  private Optional<Long> lastNanos = Optional.empty();

  /** A tally of the results of a feed. */
  public StreamTally(FeedLog feed) {
    this.feed = requireNonNull(feed, "feed is null");
  }

  /** Counts a committed result. */
  public void add(CommittedResult result) {
    ResultTopic topic = result.record().topic();
    if (result.record().isTombstone()) {
      countTombstone(topic);
      lastNanos = Optional.of(result.readNanos());
      return;
    }
    Position source = result.record().content().orElseThrow().source();
    boolean first =
        switch (topic) {
          case CODES -> codes.add(source);
          case EMBEDDINGS -> embeddings.add(source);
          case DEAD_LETTERS -> deadLetters.add(source);
        };
    if (!first) {
      return;
    }
    boolean complete =
        topic == ResultTopic.DEAD_LETTERS
            || (codes.contains(source) && embeddings.contains(source));
    if (complete) {
      tokenized += topic == ResultTopic.DEAD_LETTERS ? 0 : 1;
      lastNanos = Optional.of(result.readNanos());
      feed.at(source).ifPresent(sent -> latencies.add(result.readNanos() - sent.sentNanos()));
    }
  }

  private void countTombstone(ResultTopic topic) {
    if (topic == ResultTopic.CODES) {
      tombstonesOfCodes++;
    } else if (topic == ResultTopic.EMBEDDINGS) {
      tombstonesOfEmbeddings++;
    }
  }

  /** Input records that are done: tokenized, dead-lettered or forgotten. */
  public long completed() {
    return tokenized + deadLetters.size() + tombstones();
  }

  /** {@link System#nanoTime} of the last result that completed an input record, if any did. */
  public Optional<Long> lastNanos() {
    return lastNanos;
  }

  /** The counts by now. */
  public StreamCounts counts() {
    return new StreamCounts(
        feed.size(),
        tokenized,
        deadLetters.size(),
        tombstones(),
        latencies.percentile(50),
        latencies.percentile(99));
  }

  private long tombstones() {
    return Math.min(tombstonesOfCodes, tombstonesOfEmbeddings);
  }
}
