// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the command line of the audit takes and refuses. */
class AuditCommandITCase extends AuditedStream {

  @Test
  void theJobsOwnOptionsFileNamesBrokersAndTopics() throws Exception {
    tokenize(producer, image("a", NOON), "a", NOON);
    Path options = directory.resolve("tokenize.properties");
    Files.write(
        options,
        List.of(
            "kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "model.bundle=unused",
            "source.topic=" + topics.images(),
            "sink.codes-topic=" + topics.codes(),
            "sink.embeddings-topic=" + topics.embeddings(),
            "sink.dead-letter-topic=" + topics.deadLetters()));

    assertThat(run(List.of("--config", options.toString()))).isZero();
    assertThat(output.toString()).contains("tokenized      1");
  }

  @Test
  void aJobOrAnOptionThatIsNotItsOwnIsRefused() {
    assertThat(run(List.of("--job", "embed-images"))).isEqualTo(2);
    assertThat(errors.toString()).contains("there is no job 'embed-images'", "embed-text");

    assertThat(audit("--job", "embed-text")).isEqualTo(2);
    assertThat(errors.toString()).contains("sink.codes-topic");
  }

  @Test
  void aMissingTopicIsNamed() {
    assertThat(audit("--images-topic", "imagse")).isEqualTo(1);
    assertThat(errors.toString()).contains("the topic imagse does not exist");
  }

  @Test
  void moreThanFitsIntoMemoryIsRefused() throws Exception {
    image("a", NOON);
    image("b", NOON);

    assertThat(audit("--max-records", "1")).isEqualTo(1);
    assertThat(errors.toString()).contains("more than 1 records", "narrow the range");
  }

  @Test
  void aCommandLineThatMakesNoSenseIsRefused() {
    assertThat(run(List.of())).isEqualTo(2);
    assertThat(errors.toString()).contains("kafka.bootstrap-servers is not set");

    assertThat(audit("--from", "yesterday")).isEqualTo(2);
    assertThat(errors.toString()).contains("'yesterday' is no moment");

    assertThat(audit("--from", "2026-11-24T13:00:00Z", "--to", "2026-11-24T12:00:00Z"))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("must begin before it ends");
  }
}
