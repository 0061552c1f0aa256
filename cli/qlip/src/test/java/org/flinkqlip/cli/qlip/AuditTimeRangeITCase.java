// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.flinkqlip.jobs.kafka.InputTimestamp;
import org.junit.jupiter.api.Test;

/** Which records belong to a range of time. */
class AuditTimeRangeITCase extends AuditedStream {

  @Test
  void aRangeOfTimeLeavesOutWhatIsBeforeAndAfter() throws Exception {
    image("before", NOON - 1);
    tokenize(producer, image("first", NOON), "first", NOON);
    forget("first", NOON + MINUTE - 1);
    image("after", NOON + MINUTE);

    assertThat(audit("--from", "2026-11-24T12:00:00Z", "--to", "2026-11-24T12:01:00Z")).isZero();
    assertThat(output.toString()).contains("in             2");

    assertThat(audit("--from", "2026-11-24T12:00:00Z")).isEqualTo(1);
    assertThat(output.toString()).contains("(after) has no result").doesNotContain("(before)");
  }

  @Test
  void resultsWithOtherTimestampsThanTheirInputsBelongToTheRangeOfTheirInputs() throws Exception {
    String from = "2026-11-24T12:00:00Z";
    long late = image("late", NOON);
    tokenize(producer, "late", NOON + 5 * MINUTE, provenance(late, NOON));
    long early = image("early", NOON - MINUTE);
    tokenize(producer, "early", NOON + 5 * MINUTE, provenance(early, NOON - MINUTE));
    long ahead = image("ahead", NOON + MINUTE);
    tokenize(producer, "ahead", NOON - MINUTE, provenance(ahead, NOON + MINUTE));

    assertThat(audit("--from", from, "--to", "2026-11-24T12:02:00Z")).isZero();
    assertThat(output.toString()).contains("in             2", "tokenized      2");
  }

  @Test
  void aTombstoneWithAnotherTimestampThanItsInputBelongsToTheRangeOfItsInput() throws Exception {
    RecordHeaders headers = new RecordHeaders();
    headers.add(InputTimestamp.HEADER, Long.toString(NOON).getBytes(UTF_8));
    send(producer, topics.images(), "a", null, NOON);
    for (String topic : List.of(topics.codes(), topics.embeddings())) {
      producer
          .send(
              new ProducerRecord<>(topic, 0, NOON + 5 * MINUTE, "a".getBytes(UTF_8), null, headers))
          .get();
    }

    assertThat(audit("--from", "2026-11-24T12:00:00Z", "--to", "2026-11-24T12:01:00Z")).isZero();
    assertThat(output.toString()).contains("tombstones     1");
  }

  @Test
  void topicsThatWriteTheirOwnTimestampsAreAuditedByThoseOfTheInputs() throws Exception {
    setting(topics.codes(), "message.timestamp.type", "LogAppendTime");
    setting(topics.embeddings(), "message.timestamp.type", "LogAppendTime");
    long source = image("a", NOON);
    tokenize(producer, "a", NOON, provenance(source, NOON));

    assertThat(audit("--from", "2026-11-24T12:00:00Z", "--to", "2026-11-24T12:01:00Z")).isZero();
    assertThat(output.toString()).contains("tokenized      1");
  }

  @Test
  void withoutItsInputsTimestampAResultOfSuchATopicCannotBeAuditedByTime() throws Exception {
    setting(topics.codes(), "message.timestamp.type", "LogAppendTime");
    tokenize(producer, image("a", NOON), "a", NOON);

    assertThat(audit("--from", "2026-11-24T12:00:00Z")).isEqualTo(1);
    assertThat(errors.toString()).contains("LogAppendTime", "audit without a time range");
    assertThat(audit()).isZero();
  }

  @Test
  void anEmptyRangeHolds() throws Exception {
    image("before", NOON);

    assertThat(audit("--from", "2026-11-24T13:00:00Z")).isZero();
    assertThat(output.toString()).contains("in             0");
  }
}
