// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;
import org.junit.jupiter.api.Test;

class ResultSamplesTest {
  private static final Provenance PROVENANCE =
      new Provenance("images", 0, 0L, null, "tiny@0123456789ab", null);

  private final ResultSamples samples = new ResultSamples();

  @Test
  void anImageIsShownWithItsFirstCodesAndItsNeighbours() {
    image("a", 1f, 0f);
    image("b", 0.8f, 0.6f);
    image("c", 0f, 1f);

    assertThat(
            samples
                .images(1, Map.of("a", "a red circle", "b", "a blue star"), Optional.empty())
                .lines())
        .containsExactly(
            "  a  a red circle",
            "    codes       0 1 2 3 4 5 6 7 ... (3 x 3 of 28 bits)",
            "    neighbours  0.800  b  a blue star",
            "                0.000  c  ");
  }

  @Test
  void aForgottenImageIsNotShown() {
    image("a", 1f, 0f);
    image("b", 0f, 1f);
    add(Topics.DEFAULT.codes(), "a", Optional.empty());
    add(Topics.DEFAULT.embeddings(), "a", Optional.empty());

    assertThat(samples.images(9, Map.of(), Optional.empty()))
        .contains("  b  ")
        .doesNotContain("  a  ");
  }

  @Test
  void oneDeadLetterOfEachCategoryIsShown() {
    deadLetter("IMAGE_TRUNCATED", "[a] ends early");
    deadLetter("IMAGE_TRUNCATED", "[b] ends early");
    deadLetter("IMAGE_EMPTY", "[c] has no bytes");

    assertThat(samples.deadLetters(Map.of("IMAGE_TRUNCATED", 2L, "IMAGE_EMPTY", 1L)).lines())
        .containsExactly(
            "  IMAGE_EMPTY               1  such as [c] has no bytes",
            "  IMAGE_TRUNCATED           2  such as [a] ends early");
  }

  private void image(String imageId, float... embedding) {
    add(
        Topics.DEFAULT.codes(),
        imageId,
        Optional.of(
            new ImageCodes(
                imageId,
                Instant.EPOCH,
                3,
                3,
                28,
                PrimitiveLists.ofInts(0, 1, 2, 3, 4, 5, 6, 7, 8),
                PROVENANCE,
                null)));
    add(
        Topics.DEFAULT.embeddings(),
        imageId,
        Optional.of(
            new ImageEmbedding(
                imageId,
                Instant.EPOCH,
                PrimitiveLists.ofFloats(embedding),
                null,
                Map.of(),
                PROVENANCE)));
  }

  private void deadLetter(String category, String message) {
    add(
        Topics.DEFAULT.deadLetters(),
        "x",
        Optional.of(
            new DeadLetter(
                "x", "decode", category, message, null, 9, null, Instant.EPOCH, PROVENANCE)));
  }

  private void add(String topic, String key, Optional<SpecificRecord> value) {
    Optional<Content> content =
        value.map(v -> new Content(new Position(0, 0), "tiny@0123456789ab", Optional.empty()));
    samples.add(
        new CommittedResult(
            new ResultRecord(topic, new Position(0, 0), Optional.of(key), content), value, 0));
  }
}
