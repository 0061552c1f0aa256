// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.feed.FeedLog;

/**
 * Counts the input records whose results are committed, each once, however often its results are
 * repeated. Not thread-safe.
 */
public final class StreamTally {

  private final FeedLog feed;
  private final StreamTopics topics;
  private final Map<Position, Set<String>> results = new HashMap<>();
  private final Set<Position> deadLetters = new HashSet<>();
  private final Map<String, Long> tombstones = new HashMap<>();
  private final Latencies latencies = new Latencies();
  private long complete;
  private Optional<Long> lastNanos = Optional.empty();

  /** A tally of the results of a feed, none of them of captions beside other contents. */
  public StreamTally(FeedLog feed, StreamTopics topics) {
    this.feed = requireNonNull(feed, "feed is null");
    this.topics = requireNonNull(topics, "topics is null");
  }

  /** Counts a committed result. */
  public void add(CommittedResult result) {
    String topic = result.record().topic();
    if (result.record().isTombstone()) {
      tombstones.merge(topic, 1L, Long::sum);
      lastNanos = Optional.of(result.readNanos());
      return;
    }
    Position source = result.record().content().orElseThrow().source();
    boolean deadLetter = topic.equals(topics.deadLetters());
    if (deadLetter ? deadLetters.add(source) : completes(source, topic)) {
      complete += deadLetter ? 0 : 1;
      lastNanos = Optional.of(result.readNanos());
      feed.at(source).ifPresent(sent -> latencies.add(result.readNanos() - sent.sentNanos()));
    }
  }

  /** Whether a result is the last that its input lacked. */
  private boolean completes(Position source, String topic) {
    Set<String> present = results.computeIfAbsent(source, input -> new HashSet<>());
    return present.add(topic) && present.size() == topics.results().size();
  }

  /** Input records that are done: tokenized, dead-lettered or forgotten. */
  public long completed() {
    return complete + deadLetters.size() + tombstones();
  }

  /** {@link System#nanoTime} of the last result that completed an input record, if any did. */
  public Optional<Long> lastNanos() {
    return lastNanos;
  }

  /** The counts by now. */
  public StreamCounts counts() {
    return new StreamCounts(
        feed.size(),
        complete,
        deadLetters.size(),
        tombstones(),
        latencies.percentile(50),
        latencies.percentile(99));
  }

  private long tombstones() {
    return topics.results().stream()
        .mapToLong(topic -> tombstones.getOrDefault(topic.name(), 0L))
        .min()
        .orElseThrow();
  }
}
