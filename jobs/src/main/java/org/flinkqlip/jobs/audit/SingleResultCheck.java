package org.flinkqlip.jobs.audit;

import static org.flinkqlip.jobs.audit.Violation.Kind.CONTRADICTION;
import static org.flinkqlip.jobs.audit.Violation.Kind.DUPLICATE;
import static org.flinkqlip.jobs.audit.Violation.Kind.MISSING;
import static org.flinkqlip.jobs.audit.Violation.Kind.MIXED_MODELS;
import static org.flinkqlip.jobs.audit.Violation.Kind.UNEXPLAINED;
import static org.flinkqlip.jobs.audit.Violation.Kind.WRONG_KEY;
import static org.flinkqlip.jobs.audit.Violation.Kind.WRONG_OUTCOME;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flinkqlip.jobs.audit.Expectation.Outcome;

/**
 * Checks that every input of a job with one topic of results yields exactly one of a result, a dead
 * letter, or a tombstone, by one model. A tombstone carries no provenance: those of a key are
 * counted against the key's inputs.
 */
public final class SingleResultCheck {
  private final SortedMap<Position, InputRecord> inputs = new TreeMap<>();
  private final SortedMap<Position, List<SingleResult>> results = new TreeMap<>();
  private final SortedMap<String, Long> tombstones = new TreeMap<>();
  private final SortedMap<String, Long> categories = new TreeMap<>();
  private final TreeSet<String> modelIds = new TreeSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private long succeeded;
  private long deadLettered;
  private long forgotten;

  private SingleResultCheck() {}

  /** Compares everything that was sent with everything that was committed, in any order. */
  public static SingleResultReport check(
      Collection<InputRecord> inputs, Collection<SingleResult> results) {
    SingleResultCheck check = new SingleResultCheck();
    inputs.forEach(input -> check.inputs.put(input.position(), input));
    results.forEach(check::attribute);
    check.inputs.values().forEach(check::judge);
    check.tombstones.forEach(
        (key, left) -> {
          if (left > 0) {
            check.violate(UNEXPLAINED, "%d tombstones of %s too many".formatted(left, key));
          }
        });
    if (check.modelIds.size() > 1) {
      check.violate(MIXED_MODELS, "results name %s".formatted(check.modelIds));
    }
    return new SingleResultReport(
        check.inputs.size(),
        check.succeeded,
        check.deadLettered,
        check.forgotten,
        check.categories,
        check.violations);
  }

  private void attribute(SingleResult result) {
    if (result.content().isEmpty()) {
      if (result.deadLetter() || result.key().isEmpty()) {
        violate(UNEXPLAINED, result.name() + " is a tombstone that forgets nothing");
      } else {
        tombstones.merge(result.key().get(), 1L, Long::sum);
      }
      return;
    }
    Position source = result.content().get().source();
    modelIds.add(result.content().get().modelId());
    if (!inputs.containsKey(source)) {
      violate(
          UNEXPLAINED,
          "%s names the input %s, which was never sent".formatted(result.name(), source));
      return;
    }
    results.computeIfAbsent(source, position -> new ArrayList<>()).add(result);
  }

  private void judge(InputRecord input) {
    String name = "input %s (%s)".formatted(input.position(), input.key().orElse("no key"));
    List<SingleResult> own = results.getOrDefault(input.position(), List.of());
    if (own.isEmpty()) {
      judgeWithoutResult(input, name);
      return;
    }
    long letters = own.stream().filter(SingleResult::deadLetter).count();
    if (letters > 1 || own.size() - letters > 1) {
      violate(DUPLICATE, name + " has " + own.size() + " results");
    } else if (own.size() > 1) {
      violate(CONTRADICTION, name + " has a dead letter and a result");
    }
    SingleResult first = own.get(0);
    if (first.deadLetter()) {
      deadLettered++;
      categories.merge(first.content().get().category().orElse(""), 1L, Long::sum);
    } else {
      succeeded++;
      if (first.key().isEmpty() || (input.key().isPresent() && !input.key().equals(first.key()))) {
        violate(WRONG_KEY, name + " has a result of the key " + first.key().orElse("none"));
      }
    }
    compare(name, input.expected(), first);
  }

  private void judgeWithoutResult(InputRecord input, String name) {
    String key = input.key().orElse("");
    if (input.expected().outcome() == Outcome.TOMBSTONES && tombstones.getOrDefault(key, 0L) > 0) {
      tombstones.merge(key, -1L, Long::sum);
      forgotten++;
    } else {
      violate(MISSING, name + " has no result");
    }
  }

  private void compare(String name, Expectation expected, SingleResult actual) {
    boolean asExpected =
        switch (expected.outcome()) {
          case TOKENIZED -> !actual.deadLetter();
          case DEAD_LETTER ->
              actual.deadLetter() && actual.content().get().category().equals(expected.category());
          case TOMBSTONES -> false;
          case ANY_RESULT -> true;
        };
    if (!asExpected) {
      violate(
          WRONG_OUTCOME,
          "%s became %s, expected was %s"
              .formatted(
                  name,
                  actual.deadLetter()
                      ? "the dead letter " + actual.content().get().category().orElse("")
                      : "a result",
                  expected.category().orElse(expected.outcome().toString())));
    }
  }

  private void violate(Violation.Kind kind, String detail) {
    violations.add(new Violation(kind, detail));
  }
}
