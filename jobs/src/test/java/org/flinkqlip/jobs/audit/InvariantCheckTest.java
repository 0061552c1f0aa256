// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.jobs.audit.Violation.Kind;
import org.junit.jupiter.api.Test;

class InvariantCheckTest {
  private static final StreamTopics TOPICS = Topics.DEFAULT.stream();
  private static final String CODES = Topics.DEFAULT.codes();
  private static final String EMBEDDINGS = Topics.DEFAULT.embeddings();
  private static final String DEAD_LETTERS = Topics.DEFAULT.deadLetters();

  private static final String MODEL = "tiny@0123456789ab";

  private final List<InputRecord> inputs = new ArrayList<>();
  private final List<ResultRecord> results = new ArrayList<>();
  private long nextResult;

  @Test
  void anEmptyStreamHolds() {
    assertThat(report().holds()).isTrue();
  }

  @Test
  void eachKindOfResultIsCounted() {
    send("a", Expectation.TOKENIZED);
    tokenize(0, "a");
    send("b", Expectation.deadLetter("IMAGE_TRUNCATED"));
    deadLetter(1, "b", "IMAGE_TRUNCATED");
    send("a", Expectation.TOMBSTONES);
    tombstones("a");
    send("folder/x.jpg", Expectation.ANY_RESULT);
    deadLetter(3, "folder/x.jpg", "IMAGE_CORRUPT");

    AuditReport report = report();

    assertThat(report.violations()).isEmpty();
    assertThat(report.in()).isEqualTo(4);
    assertThat(report.results()).isEqualTo(1);
    assertThat(report.deadLettered()).isEqualTo(2);
    assertThat(report.tombstones()).isEqualTo(1);
    assertThat(report.deadLettersByCategory())
        .containsExactly(
            java.util.Map.entry("IMAGE_CORRUPT", 1L), java.util.Map.entry("IMAGE_TRUNCATED", 1L));
    assertThat(report.modelIds()).containsExactly(MODEL);
  }

  @Test
  void aRecordWithoutAKeyCanBeADeadLetter() {
    inputs.add(
        new InputRecord(
            new Position(0, 0), Optional.empty(), Expectation.deadLetter("EVENT_INVALID")));
    deadLetter(0, "a", "EVENT_INVALID");

    assertThat(report().violations()).isEmpty();
  }

  @Test
  void theOrderInWhichResultsAreReadDoesNotMatter() {
    for (int i = 0; i < 20; i++) {
      send("key-" + i % 3, Expectation.TOKENIZED);
      tokenize(i, "key-" + i % 3);
    }
    Collections.shuffle(results, new Random(7));

    assertThat(report().violations()).isEmpty();
  }

  @Test
  void anInputWithoutAResultIsMissing() {
    send("a", Expectation.TOKENIZED);
    send("b", Expectation.deadLetter("IMAGE_TRUNCATED"));

    assertOnly(Kind.MISSING, 2);
    assertThat(report().violations())
        .extracting(Violation::detail)
        .containsExactly("input 0@0 (a) has no result", "input 0@1 (b) has no result");
  }

  @Test
  void aTombstoneThatDidNotPassIsMissing() {
    send("a", Expectation.TOKENIZED);
    tokenize(0, "a");
    send("a", Expectation.TOMBSTONES);

    assertOnly(Kind.MISSING, 1);
    assertThat(report().tombstones()).isZero();
  }

  @Test
  void everyRepetitionIsADuplicate() {
    send("a", Expectation.TOKENIZED);
    tokenize(0, "a");
    tokenize(0, "a");
    result(CODES, 0, "a", Optional.empty());

    assertOnly(Kind.DUPLICATE, 3);
    assertThat(report().results()).isEqualTo(1);
  }

  @Test
  void aRepeatedDeadLetterIsADuplicate() {
    send("a", Expectation.deadLetter("IMAGE_EMPTY"));
    deadLetter(0, "a", "IMAGE_EMPTY");
    deadLetter(0, "a", "IMAGE_EMPTY");

    assertOnly(Kind.DUPLICATE, 1);
  }

  @Test
  void repeatedTombstonesAreDuplicates() {
    send("a", Expectation.TOMBSTONES);
    tombstones("a");
    tombstones("a");

    assertOnly(Kind.DUPLICATE, 2);
    assertThat(report().tombstones()).isEqualTo(1);
  }

  @Test
  void codesAloneAreAViolation() {
    send("a", Expectation.TOKENIZED);
    result(CODES, 0, "a", Optional.empty());

    assertOnly(Kind.INCOMPLETE, 1);
    assertThat(report().results()).isZero();
    assertThat(report().violations().get(0).detail())
        .isEqualTo("input 0@0 (a) has results in [image-codes] and none in [image-embeddings]");
  }

  @Test
  void anEmbeddingAloneIsAViolation() {
    send("a", Expectation.TOKENIZED);
    result(EMBEDDINGS, 0, "a", Optional.empty());

    assertOnly(Kind.INCOMPLETE, 1);
    assertThat(report().violations().get(0).detail())
        .isEqualTo("input 0@0 (a) has results in [image-embeddings] and none in [image-codes]");
  }

  @Test
  void aTombstoneInOneTopicAloneIsAViolation() {
    send("a", Expectation.TOMBSTONES);
    tombstone(EMBEDDINGS, "a");

    assertOnly(Kind.INCOMPLETE, 1);
    assertThat(report().violations().get(0).detail())
        .isEqualTo("input 0@0 (a) has no tombstone in [image-codes]");
  }

  @Test
  void aDeadLetterBesideCodesIsAContradiction() {
    send("a", Expectation.ANY_RESULT);
    tokenize(0, "a");
    deadLetter(0, "a", "IMAGE_EMPTY");

    assertOnly(Kind.CONTRADICTION, 1);
  }

  @Test
  void aResultOfAnInputThatWasNeverSentIsUnexplained() {
    deadLetter(5, "a", "IMAGE_EMPTY");

    assertOnly(Kind.UNEXPLAINED, 1);
  }

  @Test
  void tombstonesOfAKeyThatWasNeverForgottenAreUnexplained() {
    tombstones("a");

    assertOnly(Kind.UNEXPLAINED, 2);
  }

  @Test
  void aTombstoneAmongDeadLettersIsUnexplained() {
    send("a", Expectation.TOMBSTONES);
    tombstones("a");
    tombstone(DEAD_LETTERS, "a");

    assertOnly(Kind.UNEXPLAINED, 1);
  }

  @Test
  void aDeadLetterOfASoundImageIsTheWrongOutcome() {
    send("a", Expectation.TOKENIZED);
    deadLetter(0, "a", "IMAGE_CORRUPT");

    assertOnly(Kind.WRONG_OUTCOME, 1);
    assertThat(report().violations().get(0).detail())
        .isEqualTo("input 0@0 (a) became the dead letter IMAGE_CORRUPT, expected was TOKENIZED");
  }

  @Test
  void codesOfABrokenImageAreTheWrongOutcome() {
    send("a", Expectation.deadLetter("IMAGE_CORRUPT"));
    tokenize(0, "a");

    assertOnly(Kind.WRONG_OUTCOME, 1);
  }

  @Test
  void anotherCategoryIsTheWrongOutcome() {
    send("a", Expectation.deadLetter("IMAGE_CORRUPT"));
    deadLetter(0, "a", "IMAGE_TRUNCATED");

    assertOnly(Kind.WRONG_OUTCOME, 1);
  }

  @Test
  void aDeadLetterOfATombstoneIsTheWrongOutcome() {
    send("a", Expectation.TOMBSTONES);
    deadLetter(0, "a", "EVENT_INVALID");

    assertOnly(Kind.WRONG_OUTCOME, 1);
  }

  @Test
  void resultsUnderAnotherKeyAreAViolation() {
    send("a", Expectation.TOKENIZED);
    tokenize(0, "b");

    assertOnly(Kind.WRONG_KEY, 2);
  }

  @Test
  void resultsWithoutAKeyAreAViolation() {
    send("a", Expectation.TOKENIZED);
    for (String topic : List.of(CODES, EMBEDDINGS)) {
      Content content = new Content(new Position(0, 0), MODEL, Optional.empty());
      results.add(
          new ResultRecord(
              topic, new Position(0, nextResult++), Optional.empty(), Optional.of(content)));
    }

    assertOnly(Kind.WRONG_KEY, 2);
  }

  @Test
  void anInputWithoutAKeyMayHaveResultsUnderItsImagesIdentity() {
    inputs.add(new InputRecord(new Position(0, 0), Optional.empty(), Expectation.TOKENIZED));
    tokenize(0, "a");

    assertThat(report().violations()).isEmpty();
  }

  @Test
  void resultsOfAKeyInAnotherOrderAreAViolationInEachTopic() {
    send("a", Expectation.TOKENIZED);
    send("a", Expectation.TOKENIZED);
    tokenize(1, "a");
    tokenize(0, "a");

    assertOnly(Kind.OUT_OF_ORDER, 2);
    assertThat(report().violations().get(0).detail())
        .isEqualTo("the key a has [0@1, 0@0] in image-codes, its inputs were [0@0, 0@1]");
  }

  @Test
  void aTombstoneThatOvertakesAnImageIsAViolation() {
    send("a", Expectation.TOKENIZED);
    send("a", Expectation.TOMBSTONES);
    tombstones("a");
    tokenize(0, "a");

    assertOnly(Kind.OUT_OF_ORDER, 2);
  }

  @Test
  void aKeyInSeveralPartitionsOfATopicIsAViolation() {
    send("a", Expectation.deadLetter("IMAGE_EMPTY"));
    send("a", Expectation.deadLetter("IMAGE_EMPTY"));
    deadLetter(0, "a", "IMAGE_EMPTY");
    results.add(
        new ResultRecord(
            DEAD_LETTERS,
            new Position(1, 0),
            Optional.of("a"),
            Optional.of(new Content(new Position(0, 1), MODEL, Optional.of("IMAGE_EMPTY")))));

    assertOnly(Kind.OUT_OF_ORDER, 1);
  }

  @Test
  void twoModelsAreAViolation() {
    send("a", Expectation.TOKENIZED);
    for (String topic : List.of(CODES, EMBEDDINGS)) {
      results.add(
          new ResultRecord(
              topic,
              new Position(0, nextResult++),
              Optional.of("a"),
              Optional.of(
                  new Content(new Position(0, 0), topic + "@0123456789ab", Optional.empty()))));
    }

    assertOnly(Kind.MIXED_MODELS, 1);
  }

  @Test
  void anExpectationHasACategoryOnlyForADeadLetter() {
    assertThatThrownBy(
            () -> new Expectation(Expectation.Outcome.TOKENIZED, Optional.of("IMAGE_EMPTY")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TOKENIZED with category IMAGE_EMPTY");
  }

  private void send(String key, Expectation expected) {
    inputs.add(new InputRecord(new Position(0, inputs.size()), Optional.of(key), expected));
  }

  private void tokenize(long source, String key) {
    result(CODES, source, key, Optional.empty());
    result(EMBEDDINGS, source, key, Optional.empty());
  }

  private void deadLetter(long source, String key, String category) {
    result(DEAD_LETTERS, source, key, Optional.of(category));
  }

  private void result(String topic, long source, String key, Optional<String> category) {
    Content content = new Content(new Position(0, source), MODEL, category);
    results.add(
        new ResultRecord(
            topic, new Position(0, nextResult++), Optional.of(key), Optional.of(content)));
  }

  private void tombstones(String key) {
    tombstone(CODES, key);
    tombstone(EMBEDDINGS, key);
  }

  private void tombstone(String topic, String key) {
    results.add(
        new ResultRecord(topic, new Position(0, nextResult++), Optional.of(key), Optional.empty()));
  }

  private AuditReport report() {
    return InvariantCheck.check(TOPICS, inputs, results);
  }

  private void assertOnly(Kind kind, int count) {
    AuditReport report = report();
    assertThat(report.holds()).isFalse();
    assertThat(report.violations()).extracting(Violation::kind).containsOnly(kind);
    assertThat(report.count(kind)).isEqualTo(count);
  }
}
