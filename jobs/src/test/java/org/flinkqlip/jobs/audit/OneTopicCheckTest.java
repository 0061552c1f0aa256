// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.junit.jupiter.api.Test;

/** A job with one topic of results. */
class OneTopicCheckTest {
  private static final StreamTopics TOPICS = EmbedText.JOB.defaultTopics();
  private static final String MODEL = "m@0123456789ab";

  private final List<InputRecord> inputs = new ArrayList<>();
  private final List<ResultRecord> results = new ArrayList<>();

  @Test
  void resultsDeadLettersAndTombstonesOfTheirInputsHold() {
    input("a", Expectation.TOKENIZED);
    input("b", Expectation.deadLetter("EVENT_INVALID"));
    input("a", Expectation.TOMBSTONES);
    result("a", 0);
    deadLetter("b", 1, "EVENT_INVALID");
    tombstone("a");

    AuditReport report = InvariantCheck.check(TOPICS, inputs, results);

    assertThat(report.violations()).isEmpty();
    assertThat(report.in()).isEqualTo(3);
    assertThat(report.results()).isEqualTo(1);
    assertThat(report.deadLettered()).isEqualTo(1);
    assertThat(report.tombstones()).isEqualTo(1);
    assertThat(report.deadLettersByCategory()).containsEntry("EVENT_INVALID", 1L);
  }

  @Test
  void inputWithoutAnOutcomeIsMissing() {
    input("a", Expectation.TOKENIZED);
    input("b", Expectation.TOMBSTONES);

    assertThat(kinds()).containsExactly(Violation.Kind.MISSING, Violation.Kind.MISSING);
  }

  @Test
  void secondResultIsADuplicateAndADeadLetterBesideAResultAContradiction() {
    input("a", Expectation.TOKENIZED);
    input("b", Expectation.TOKENIZED);
    result("a", 0);
    result("a", 0);
    result("b", 1);
    deadLetter("b", 1, "X");

    assertThat(kinds())
        .containsExactly(
            Violation.Kind.DUPLICATE, Violation.Kind.CONTRADICTION, Violation.Kind.WRONG_OUTCOME);
  }

  @Test
  void resultOfNoInputIsUnexplained() {
    input("a", Expectation.TOMBSTONES);
    result("x", 9);
    tombstone("a");
    tombstone("a");

    assertThat(kinds()).containsExactly(Violation.Kind.UNEXPLAINED, Violation.Kind.DUPLICATE);
  }

  @Test
  void otherOutcomeOrKeyThanExpectedIsTold() {
    input("a", Expectation.TOKENIZED);
    input("b", Expectation.deadLetter("EVENT_INVALID"));
    input("c", Expectation.TOKENIZED);
    deadLetter("a", 0, "EMBED_FAILED");
    deadLetter("b", 1, "KEY_MISMATCH");
    result("other", 2);

    assertThat(kinds())
        .containsExactlyInAnyOrder(
            Violation.Kind.WRONG_OUTCOME, Violation.Kind.WRONG_OUTCOME, Violation.Kind.WRONG_KEY);
  }

  @Test
  void resultsOfTwoModelsAreTold() {
    input("a", Expectation.TOKENIZED);
    input("b", Expectation.TOKENIZED);
    result("a", 0);
    add(false, "b", new Content(new Position(0, 1), "other@0", Optional.empty()));

    assertThat(kinds()).containsExactly(Violation.Kind.MIXED_MODELS);
  }

  private List<Violation.Kind> kinds() {
    return InvariantCheck.check(TOPICS, inputs, results).violations().stream()
        .map(Violation::kind)
        .toList();
  }

  private void input(String key, Expectation expected) {
    inputs.add(new InputRecord(new Position(0, inputs.size()), Optional.of(key), expected));
  }

  private void result(String key, long source) {
    add(false, key, new Content(new Position(0, source), MODEL, Optional.empty()));
  }

  private void deadLetter(String key, long source, String category) {
    add(true, key, new Content(new Position(0, source), MODEL, Optional.of(category)));
  }

  private void tombstone(String key) {
    add(false, key, null);
  }

  private void add(boolean deadLetter, String key, Content content) {
    results.add(
        new ResultRecord(
            deadLetter ? TOPICS.deadLetters() : TOPICS.firstResults(),
            new Position(0, results.size()),
            Optional.of(key),
            Optional.ofNullable(content)));
  }
}
