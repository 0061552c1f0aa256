// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.feed.FeedLog;
import org.flinkqlip.local.feed.SentRecord;
import org.junit.jupiter.api.Test;

class StreamTallyTest {
  private static final String CODES = Topics.DEFAULT.codes();
  private static final String EMBEDDINGS = Topics.DEFAULT.embeddings();
  private static final String DEAD_LETTERS = Topics.DEFAULT.deadLetters();

  private final FeedLog feed = new FeedLog();
  private final StreamTally tally = new StreamTally(feed, Topics.DEFAULT.stream());

  @Test
  void anImageIsDoneWithItsSecondResultAndADeadLetterAtOnce() {
    sent(0, 100);
    sent(1, 100);
    result(CODES, 0, 200);
    assertThat(tally.completed()).isZero();
    result(EMBEDDINGS, 0, 350);
    assertThat(tally.completed()).isEqualTo(1);
    result(DEAD_LETTERS, 1, 500);

    StreamCounts counts = tally.counts();

    assertThat(counts)
        .isEqualTo(
            new StreamCounts(
                2,
                1,
                1,
                0,
                Optional.of(Duration.ofNanos(250)),
                Optional.of(Duration.ofNanos(400))));
    assertThat(tally.lastNanos()).contains(500L);
  }

  @Test
  void repeatedResultsCountOnce() {
    sent(0, 0);
    for (int i = 0; i < 3; i++) {
      result(CODES, 0, 10 + i);
      result(EMBEDDINGS, 0, 20 + i);
    }

    assertThat(tally.completed()).isEqualTo(1);
    assertThat(tally.lastNanos()).contains(20L);
  }

  @Test
  void aTombstoneIsDoneWhenBothTopicsHaveIt() {
    tombstone(CODES);
    tombstone(CODES);
    assertThat(tally.completed()).isZero();
    tombstone(EMBEDDINGS);

    assertThat(tally.counts().tombstones()).isEqualTo(1);
  }

  @Test
  void percentilesAreThoseOfTheNearestRank() {
    Latencies latencies = new Latencies();
    assertThat(latencies.percentile(50)).isEmpty();
    for (int value : new Random(3).ints(1, 5001).distinct().limit(5000).toArray()) {
      latencies.add(value);
    }

    assertThat(latencies.percentile(50)).contains(Duration.ofNanos(2500));
    assertThat(latencies.percentile(99)).contains(Duration.ofNanos(4950));
    assertThat(latencies.percentile(100)).contains(Duration.ofNanos(5000));
    assertThatThrownBy(() -> latencies.percentile(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theRateForgetsWhatLiesBeforeItsWindow() {
    RecentRate rate = new RecentRate(Duration.ofSeconds(10));
    long second = Duration.ofSeconds(1).toNanos();

    assertThat(rate.update(0, 0)).isZero();
    assertThat(rate.update(5 * second, 50)).isEqualTo(10);
    assertThat(rate.update(10 * second, 50)).isEqualTo(5);
    assertThat(rate.update(15 * second, 90)).isEqualTo(4);
  }

  private void sent(long offset, long nanos) {
    feed.add(
        new SentRecord(
            new InputRecord(new Position(0, offset), Optional.of("a"), Expectation.ANY_RESULT),
            "caption",
            nanos));
  }

  private void result(String topic, long source, long nanos) {
    Content content = new Content(new Position(0, source), "tiny@0123456789ab", Optional.empty());
    add(topic, Optional.of(content), nanos);
  }

  private void tombstone(String topic) {
    add(topic, Optional.empty(), 0);
  }

  private void add(String topic, Optional<Content> content, long nanos) {
    tally.add(
        new CommittedResult(
            new ResultRecord(topic, new Position(0, 0), Optional.of("a"), content),
            Optional.empty(),
            nanos));
  }
}
