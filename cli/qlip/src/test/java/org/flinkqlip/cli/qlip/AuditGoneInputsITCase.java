// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.broker.TopicCreator;
import org.junit.jupiter.api.Test;

/** Inputs that their topic no longer holds. */
class AuditGoneInputsITCase extends AuditedStream {

  @Test
  void whatRetentionTookIsToldApartFromViolations() throws Exception {
    tokenize(producer, image("first", NOON), "first", NOON);
    image("never read", NOON);
    forget("forgotten", NOON);
    tokenize(producer, image("last", NOON + 1), "last", NOON + 1);
    deleteBefore(3);

    assertThat(audit()).isZero();
    assertThat(output.toString())
        .contains(
            "in             1",
            "tokenized      1",
            "retention took offsets 0 to 2 of partition 0: 1 have results, 2 have none",
            "2 tombstones are of inputs that retention took",
            "The invariant holds.");
  }

  @Test
  void whatComesFromATopicOfTheSameNameBeforeIsToldApart() throws Exception {
    image("old", NOON - 1);
    tokenize(producer, "old", NOON - 1, provenance(0, NOON - 1));
    image("older", NOON - 1);
    tokenize(producer, "older", NOON - 1, provenance(1, NOON - 1));
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topics.images())).all().get();
    }
    TopicCreator.create(topics, broker.bootstrapServers(), 1);
    tokenize(producer, "new", NOON, provenance(image("new", NOON), NOON));

    assertThat(audit()).isZero();
    assertThat(output.toString())
        .contains(
            "in             1",
            "tokenized      1",
            "2 inputs with results are not the records at their offsets now");
  }

  @Test
  void whatRetentionTookOfCaptionsIsToldApart() throws Exception {
    StreamTopics captions = captionTopics();
    embed(captions, "a", provenance(caption(captions, "a", "one", NOON), "one"));
    caption(captions, "never read", "two", NOON);
    embed(captions, "c", provenance(caption(captions, "c", "three", NOON), "three"));
    deleteBefore(captions.input(), 2);

    assertThat(auditCaptions(captions)).isZero();
    assertThat(output.toString())
        .contains(
            "embedded       1",
            "retention took offsets 0 to 1 of partition 0: 1 have results, 1 have none");
  }
}
