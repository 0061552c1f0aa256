// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/** What became of each record, counted. */
class AuditCountsITCase extends AuditedStream {

  @Test
  void everyKindOfResultIsCountedAndTheExitCodeIsZero() throws Exception {
    tokenize(producer, image("a", NOON), "a", NOON);
    deadLetter(image("b", NOON), "b", NOON);
    forget("a", NOON);

    assertThat(audit()).isZero();
    assertThat(output.toString())
        .containsSubsequence(
            "in             3",
            "tokenized      1",
            "dead-lettered  1 {IMAGE_TRUNCATED=1}",
            "tombstones     1",
            "missing        0",
            "The invariant holds.");
  }

  @Test
  void whatIsMissingOrThereTwiceIsNamedAndTheExitCodeIsOne() throws Exception {
    image("lost", NOON);
    long repeated = image("twice", NOON);
    tokenize(producer, repeated, "twice", NOON);
    tokenize(producer, repeated, "twice", NOON);

    assertThat(audit()).isEqualTo(1);
    assertThat(output.toString())
        .containsSubsequence(
            "missing        1",
            "duplicates     2",
            "MISSING: input 0@0 (lost) has no result",
            "DUPLICATE: input 0@1 (twice) is again in " + topics.codes(),
            "THE INVARIANT DOES NOT HOLD.");
  }

  @Test
  void whatWasNotCommittedDoesNotCount() throws Exception {
    long aborted = image("aborted", NOON);
    long open = image("open", NOON);
    try (KafkaProducer<byte[], byte[]> transactional =
        producer(Map.of("transactional.id", "audited"))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      tokenize(transactional, aborted, "aborted", NOON);
      transactional.abortTransaction();
      transactional.beginTransaction();
      tokenize(transactional, open, "open", NOON);
      transactional.flush();

      assertThat(audit()).isEqualTo(1);
      assertThat(output.toString())
          .contains("missing        2", "(aborted) has no result", "(open) has no result")
          .contains("2 offsets of the results are behind open transactions");

      transactional.commitTransaction();
      forgetOutput();

      assertThat(audit()).isEqualTo(1);
      assertThat(output.toString())
          .contains("missing        1")
          .doesNotContain("(open)", "open transactions");
    }
  }
}
