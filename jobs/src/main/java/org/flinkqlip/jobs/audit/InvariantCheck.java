package org.flinkqlip.jobs.audit;

import static org.flinkqlip.jobs.audit.Violation.Kind.CODES_WITHOUT_EMBEDDING;
import static org.flinkqlip.jobs.audit.Violation.Kind.CONTRADICTION;
import static org.flinkqlip.jobs.audit.Violation.Kind.DUPLICATE;
import static org.flinkqlip.jobs.audit.Violation.Kind.EMBEDDING_WITHOUT_CODES;
import static org.flinkqlip.jobs.audit.Violation.Kind.MISSING;
import static org.flinkqlip.jobs.audit.Violation.Kind.MIXED_MODELS;
import static org.flinkqlip.jobs.audit.Violation.Kind.UNEXPLAINED;
import static org.flinkqlip.jobs.audit.Violation.Kind.WRONG_KEY;
import static org.flinkqlip.jobs.audit.Violation.Kind.WRONG_OUTCOME;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flinkqlip.jobs.audit.Expectation.Outcome;
import org.flinkqlip.jobs.audit.ResultRecord.Content;

/**
 * Checks that every input record yields exactly one of codes and embedding, a dead letter, or
 * tombstones; that the results of a key are in the order of its inputs; and that one model made
 * them all.
 *
 * <p>A tombstone carries no provenance. Those of a key are therefore counted against the key's
 * inputs, and told apart by their place among the key's other results. An input may lack a key: its
 * results have one, the identity of the image.
 */
public final class InvariantCheck {

  private static final Comparator<ResultRecord> RESULT_ORDER =
      Comparator.comparing(ResultRecord::topic).thenComparing(ResultRecord::position);

  private final SortedMap<Position, InputRecord> inputs = new TreeMap<>();
  private final SortedMap<Position, ResultsOfInput> results = new TreeMap<>();
  private final TombstoneCount tombstoneCount = new TombstoneCount();
  private final SortedMap<String, Long> categories = new TreeMap<>();
  private final TreeSet<String> modelIds = new TreeSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private long tokenized;
  private long deadLettered;

  private InvariantCheck() {}

  /** Compares everything that was sent with everything that was committed, in any order. */
  public static AuditReport check(
      Collection<InputRecord> inputs, Collection<ResultRecord> results) {
    InvariantCheck check = new InvariantCheck();
    inputs.forEach(input -> check.inputs.put(input.position(), input));
    results.stream().sorted(RESULT_ORDER).forEach(check::attribute);
    check.inputs.values().forEach(check::judge);
    long tombstones = check.tombstoneCount.settle(check.violations);
    check.violations.addAll(KeyOrder.violations(check.inputs.values(), results));
    if (check.modelIds.size() > 1) {
      check.violate(MIXED_MODELS, "results name %s".formatted(check.modelIds));
    }
    return new AuditReport(
        check.inputs.size(),
        check.tokenized,
        check.deadLettered,
        tombstones,
        check.categories,
        check.modelIds,
        check.violations);
  }

  /** Compares the transactions, too, in which codes and embeddings were written. */
  public static AuditReport check(
      Collection<InputRecord> inputs, Collection<ResultRecord> results, Transactions transactions) {
    AuditReport report = check(inputs, results);
    List<Violation> violations = new ArrayList<>(report.violations());
    violations.addAll(SameTransaction.violations(results, transactions));
    return report.with(violations);
  }

  /** Files a result under the input record that it names. */
  private void attribute(ResultRecord result) {
    if (result.isTombstone()) {
      if (result.topic() == ResultTopic.DEAD_LETTERS || result.key().isEmpty()) {
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
    if (result.topic() == ResultTopic.DEAD_LETTERS) {
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

  private void judge(InputRecord input) {
    ResultsOfInput actual = results.getOrDefault(input.position(), new ResultsOfInput());
    String name = "input %s (%s)".formatted(input.position(), input.key().orElse("no key"));
    actual.duplicates().forEach(topic -> violate(DUPLICATE, name + " is again in " + topic));
    boolean codes = actual.has(ResultTopic.CODES);
    boolean embedding = actual.has(ResultTopic.EMBEDDINGS);
    boolean deadLetter = actual.has(ResultTopic.DEAD_LETTERS);
    if (deadLetter) {
      deadLettered++;
      if (codes || embedding) {
        violate(CONTRADICTION, name + " has a dead letter and codes or an embedding");
      }
    } else if (codes && embedding) {
      tokenized++;
    } else if (codes) {
      violate(CODES_WITHOUT_EMBEDDING, name + " has codes alone");
    } else if (embedding) {
      violate(EMBEDDING_WITHOUT_CODES, name + " has an embedding alone");
    } else if (input.expected().outcome() == Outcome.TOMBSTONES) {
      tombstoneCount.addInput(input.key().orElse(""), name);
      return;
    } else {
      violate(MISSING, name + " has no result");
      return;
    }
    compare(name, input.expected(), deadLetter, actual.category());
  }

  private void compare(
      String name, Expectation expected, boolean deadLetter, Optional<String> category) {
    String actual = deadLetter ? "the dead letter " + category.orElse("") : "codes or an embedding";
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
              .formatted(name, actual, expected.category().orElse(expected.outcome().toString())));
    }
  }

  private void violate(Violation.Kind kind, String detail) {
    violations.add(new Violation(kind, detail));
  }
}
