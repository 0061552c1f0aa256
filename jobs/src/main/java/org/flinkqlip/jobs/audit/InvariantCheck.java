// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.flinkqlip.jobs.audit.Violation.Kind.CONTRADICTION;
import static org.flinkqlip.jobs.audit.Violation.Kind.DUPLICATE;
import static org.flinkqlip.jobs.audit.Violation.Kind.INCOMPLETE;
import static org.flinkqlip.jobs.audit.Violation.Kind.MISSING;
import static org.flinkqlip.jobs.audit.Violation.Kind.MIXED_MODELS;
import static org.flinkqlip.jobs.audit.Violation.Kind.UNEXPLAINED;
import static org.flinkqlip.jobs.audit.Violation.Kind.WRONG_CONTENT;
import static org.flinkqlip.jobs.audit.Violation.Kind.WRONG_KEY;
import static org.flinkqlip.jobs.audit.Violation.Kind.WRONG_OUTCOME;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flinkqlip.jobs.audit.Expectation.Outcome;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.jobs.audit.StreamTopics.Result;

/**
 * Checks that every input record yields exactly one of a result in each topic of results, a dead
 * letter, or a tombstone in each topic of results; that results are made of what their inputs hold;
 * that the results of a key are in the order of its inputs; and that one model made them all.
 *
 * <p>A tombstone carries no provenance. Those of a key are therefore counted against the key's
 * inputs, and told apart by their place among the key's other results. An input may lack a key: its
 * results have one, the identity of the image.
 */
public final class InvariantCheck {
  private final StreamTopics topics;
  private final Map<String, Boolean> ofCaption = new HashMap<>();
  private final SortedMap<Position, InputRecord> inputs = new TreeMap<>();
  private final SortedMap<Position, ResultsOfInput> results = new TreeMap<>();
  private final TombstoneCount tombstoneCount;
  private final SortedMap<String, Long> categories = new TreeMap<>();
  private final TreeSet<String> modelIds = new TreeSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private long complete;
  private long deadLettered;
  private long compared;

  private InvariantCheck(StreamTopics topics) {
    this.topics = topics;
    tombstoneCount = new TombstoneCount(topics);
    topics.results().forEach(result -> ofCaption.put(result.name(), result.ofCaption()));
    ofCaption.put(topics.deadLetters(), false);
  }

  /** Compares everything that was sent with everything that was committed, in any order. */
  public static AuditReport check(
      StreamTopics topics, Collection<InputRecord> inputs, Collection<ResultRecord> results) {
    InvariantCheck check = new InvariantCheck(topics);
    inputs.forEach(input -> check.inputs.put(input.position(), input));
    List<String> order = topics.written();
    Comparator<ResultRecord> byTopic =
        Comparator.comparing(result -> order.indexOf(result.topic()));
    results.stream()
        .sorted(byTopic.thenComparing(ResultRecord::position))
        .forEach(check::attribute);
    check.inputs.values().forEach(check::judge);
    long tombstones = check.tombstoneCount.settle(check.violations);
    check.violations.addAll(KeyOrder.violations(topics, check.inputs.values(), results));
    if (check.modelIds.size() > 1) {
      check.violate(MIXED_MODELS, "results name %s".formatted(check.modelIds));
    }
    return new AuditReport(
        check.inputs.size(),
        check.complete,
        check.deadLettered,
        tombstones,
        check.compared,
        check.categories,
        check.modelIds,
        check.violations);
  }

  /** Compares the transactions, too, in which the results of an input were written. */
  public static AuditReport check(
      StreamTopics topics,
      Collection<InputRecord> inputs,
      Collection<ResultRecord> results,
      Transactions transactions) {
    AuditReport report = check(topics, inputs, results);
    List<Violation> violations = new ArrayList<>(report.violations());
    violations.addAll(SameTransaction.violations(topics, results, transactions));
    return report.with(violations);
  }

  private boolean isDeadLetter(ResultRecord result) {
    return result.topic().equals(topics.deadLetters());
  }

  /** Files a result under the input record that it names. */
  private void attribute(ResultRecord result) {
    if (result.isTombstone()) {
      if (isDeadLetter(result) || result.key().isEmpty()) {
        violate(
            UNEXPLAINED, "%s has a tombstone at %s".formatted(result.topic(), result.position()));
      } else {
        tombstoneCount.addResult(result.key().get(), result.topic());
      }
      return;
    }
    Content content = result.content().get();
    modelIds.add(content.modelId());
    InputRecord input = inputs.get(content.source());
    if (input == null) {
      violate(
          UNEXPLAINED,
          "%s %s names the input %s, which was never sent"
              .formatted(result.topic(), result.position(), content.source()));
      return;
    }
    results.computeIfAbsent(content.source(), source -> new ResultsOfInput()).add(result);
    compareContent(input, result, content);
    if (isDeadLetter(result)) {
      categories.merge(content.category().orElse(""), 1L, Long::sum);
    } else if (result.key().isEmpty()
        || (input.key().isPresent() && !input.key().equals(result.key()))) {
      violate(
          WRONG_KEY,
          "%s of input %s has the key %s, the input has %s"
              .formatted(
                  result.topic(),
                  content.source(),
                  result.key().orElse("none"),
                  input.key().orElse("none")));
    }
  }

  private void compareContent(InputRecord input, ResultRecord result, Content content) {
    boolean caption = ofCaption.getOrDefault(result.topic(), false);
    Optional<String> held = input.content().of(caption);
    if (caption && input.content().lacksCaption()) {
      violate(
          WRONG_CONTENT,
          "%s %s is of a caption, %s has none"
              .formatted(result.topic(), result.position(), input.name()));
    } else if (held.isPresent() && content.sha256().isPresent()) {
      compared++;
      if (!held.equals(content.sha256())) {
        violate(
            WRONG_CONTENT,
            "%s %s was made of %s, %s holds %s"
                .formatted(
                    result.topic(),
                    result.position(),
                    content.sha256().get(),
                    input.name(),
                    held.get()));
      }
    }
  }

  private void judge(InputRecord input) {
    ResultsOfInput actual = results.getOrDefault(input.position(), new ResultsOfInput());
    String name = input.name();
    actual.duplicates().forEach(topic -> violate(DUPLICATE, name + " is again in " + topic));
    boolean deadLetter = actual.has(topics.deadLetters());
    List<String> present = topicsWhere(input, actual, true);
    if (deadLetter) {
      deadLettered++;
      if (!present.isEmpty()) {
        violate(CONTRADICTION, "%s has a dead letter and results in %s".formatted(name, present));
      }
    } else if (!present.isEmpty()) {
      judgeResults(input, actual, present);
    } else if (input.expected().outcome() == Outcome.TOMBSTONES) {
      tombstoneCount.addInput(input.key().orElse(""), name);
      return;
    } else {
      violate(MISSING, name + " has no result");
      return;
    }
    compare(input, deadLetter, actual);
  }

  private void judgeResults(InputRecord input, ResultsOfInput actual, List<String> present) {
    List<String> absent = topicsWhere(input, actual, false);
    if (absent.isEmpty()) {
      complete++;
    } else {
      violate(
          INCOMPLETE,
          "%s has results in %s and none in %s".formatted(input.name(), present, absent));
    }
    for (Result topic : topics.results()) {
      if (topic.ofCaption() && !actual.has(topic.name()) && !absent.contains(topic.name())) {
        String key = actual.first(present.get(0)).flatMap(ResultRecord::key).orElse("");
        tombstoneCount.addWithoutCaption(key, topic.name());
      }
    }
  }

  /** Topics of results that must have one of an input, by whether they have. */
  private List<String> topicsWhere(InputRecord input, ResultsOfInput actual, boolean present) {
    return topics.results().stream()
        .filter(topic -> actual.has(topic.name()) == present)
        .filter(
            topic -> present || !topic.ofCaption() || input.content().captionSha256().isPresent())
        .map(Result::name)
        .toList();
  }

  private void compare(InputRecord input, boolean deadLetter, ResultsOfInput actual) {
    Expectation expected = input.expected();
    Optional<String> category =
        actual
            .first(topics.deadLetters())
            .flatMap(ResultRecord::content)
            .flatMap(Content::category);
    boolean asExpected =
        switch (expected.outcome()) {
          case TOKENIZED -> !deadLetter;
          case DEAD_LETTER -> deadLetter && category.equals(expected.category());
          case TOMBSTONES -> false;
          case ANY_RESULT -> true;
        };
    if (!asExpected) {
      violate(
          WRONG_OUTCOME,
          "%s became %s, expected was %s"
              .formatted(
                  input.name(),
                  deadLetter ? "the dead letter " + category.orElse("") : "a result",
                  expected.category().orElse(expected.outcome().toString())));
    }
  }

  private void violate(Violation.Kind kind, String detail) {
    violations.add(new Violation(kind, detail));
  }
}
