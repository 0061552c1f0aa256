// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.operators.testing.OneByOne.GOOD;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.operators.testing.OneByOne;
import org.flinkqlip.operators.testing.TextBundle;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.DeadLetter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captions made to do harm through the real operator, with a real model. */
@Timeout(60)
class HostileCaptionsTest {
  @TempDir private static Path directory;
  private static OneByOne<Caption> operator;

  @BeforeAll
  static void start() throws Exception {
    String model = TextBundle.export(directory).directory().toString();
    operator =
        new OneByOne<>(
            EmbedOperator.factory(
                new EmbedOptions(
                    OneByOne.options(model),
                    new CaptionEmbeddingsTopic(CaptionEmbeddingsTopic.USUAL_NAME, true))),
            Caption.class);
  }

  @AfterAll
  static void stop() throws Exception {
    operator.close();
  }

  @Test
  void malformedAvroIsADeadLetterOfTheRecord() throws Exception {
    operator.bearMutantsOf(caption("good", "a red circle and two blue stars"), 500);
  }

  @Test
  void brokenRecordsInOneBatchEndAsTheyDoAlone() throws Exception {
    operator.endTogetherAsAlone(
        caption("good", "a star"),
        List.of(
            caption("", "a star"),
            caption("a", ""),
            caption("a", "\u2003\u000b\t"),
            caption("x".repeat(2_000), "a star")));
  }

  /** Its merges take a hundred megabytes for each, and the heap of the tests is a gigabyte. */
  @Test
  void manyLongWordsAtOnceAreTokenizedInTheMemoryThatThereIs() throws Exception {
    operator.endAtOnce(caption("long", "x".repeat(3 << 20)), 16, "RESULT_TOO_LARGE");
  }

  @Test
  void nullsAndUnknownSchemasAreDeadLetters() throws Exception {
    operator.refuseNullsAndUnknownSchemas(caption("a", "a star"));
    assertThat(operator.categoryOf(caption("", "a star"))).isEqualTo("EVENT_INVALID");
    assertThat(operator.categoryOf(caption("a", ""))).isEqualTo("EVENT_INVALID");
    assertThat(operator.categoryOf(caption("a", "\u2003\u000b\t"))).isEqualTo("EVENT_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\u202eright to left",
        "a\u0301\u0301\u0301\u0301\u0301\u0301",
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "\ufeff\ufffe\uffff",
        "<|startoftext|><|endoftext|>",
        "&amp;amp;amp;lt;script&gt;",
        "'; DROP TABLE captions; --",
      })
  void strangeTextsAreTexts(String text) throws Exception {
    assertThat(operator.categoryOf(caption("strange", text))).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x y ", "\u0130", "1", "'s", "\ud83d\ude00", "&amp;"})
  void textsOfSevenMegabytesTakeBoundedTime(String part) throws Exception {
    String text = part.repeat((7 << 20) / part.getBytes(UTF_8).length);

    // The embedding carries its text, so the text is too large and not the record.
    assertThat(operator.categoryOf(caption("long", text))).isEqualTo("RESULT_TOO_LARGE");
  }

  @Test
  void twentyMegabytesAreRefusedUnread() throws Exception {
    DeadLetter letter = operator.letterOf(caption("big", "x".repeat(20 << 20)));

    assertThat(letter.getCategory()).isEqualTo("RECORD_TOO_LARGE");
    assertThat(letter.getRecordSize()).isGreaterThan(20 << 20);
  }

  @Test
  void oversizedIdsAndAttributesAreRefusedAndNotRepeated() throws Exception {
    DeadLetter id = operator.letterOf(caption("x".repeat(1 << 20), "a star"));
    assertThat(id.getCategory()).isEqualTo("EVENT_INVALID");
    assertThat(id.getImageId().length()).isLessThanOrEqualTo(1_024);

    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      attributes.put("key" + i, "v".repeat(100));
    }
    Caption many = caption("many", "a star");
    many.setAttributes(attributes);
    assertThat(operator.categoryOf(many)).isEqualTo("RESULT_TOO_LARGE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"line\nFAKE 2026-11-24 ERROR", "terminal\u001b[2J", "nul\u0000", "a\u202eb"})
  void controlCharactersInIdsDoNotReachMessages(String id) throws Exception {
    DeadLetter letter = operator.letterOf(caption(id, " "));

    assertThat(letter.getCategory()).isEqualTo("EVENT_INVALID");
    assertThat(letter.getImageId()).isEqualTo(id);
    assertThat(letter.getMessage()).matches("[^\\p{Cntrl}\\p{Cf}]*").contains("\\u");
  }

  private static Caption caption(String id, String text) {
    return Caption.newBuilder().setCaptionId(id).setText(text).setAttributes(Map.of()).build();
  }
}
