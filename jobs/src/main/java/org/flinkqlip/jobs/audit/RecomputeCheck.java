// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.Provenance;

/** Compares results with what their inputs give when they are computed again. */
final class RecomputeCheck {
  private final StreamTopics topics;
  private final ResultParser parser;
  private final List<Violation> violations = new ArrayList<>();
  private int compared;
  private int left;

  RecomputeCheck(StreamTopics topics, ResultParser parser) {
    this.topics = topics;
    this.parser = parser;
  }

  /**
   * Compares the results of some inputs.
   *
   * @param inputs of the sample, as they are in their topic
   * @param results of these inputs, from the topics of results
   * @throws ResultsUnreadableException if the job cannot run here, or runs another model
   */
  static RecomputedSample check(
      StreamTopics topics,
      ResultParser parser,
      List<SourceRecord> inputs,
      List<CommittedResult> results,
      Recomputation recomputation) {
    RecomputeCheck check = new RecomputeCheck(topics, parser);
    Map<Position, Map<String, CommittedResult>> actual = new HashMap<>();
    for (CommittedResult result : results) {
      Position source = result.record().content().orElseThrow().source();
      actual
          .computeIfAbsent(source, s -> new HashMap<>())
          .putIfAbsent(result.record().topic(), result);
    }
    Map<Position, Map<String, SpecificRecord>> recomputed = check.recomputed(inputs, recomputation);
    for (SourceRecord input : inputs) {
      Position source = new Position(input.partition(), input.offset());
      check.compare(
          input.coordinates(),
          actual.getOrDefault(source, Map.of()),
          recomputed.getOrDefault(source, Map.of()));
    }
    return new RecomputedSample(check.compared, check.left, check.violations);
  }

  private Map<Position, Map<String, SpecificRecord>> recomputed(
      List<SourceRecord> inputs, Recomputation recomputation) {
    Map<Position, Map<String, SpecificRecord>> recomputed = new HashMap<>();
    for (OutboundRecord record : run(inputs, recomputation)) {
      Position source = new Position(record.input().partition(), record.input().offset());
      CommittedRecord committed =
          new CommittedRecord(
              record.topic(), source, Optional.empty(), Optional.ofNullable(record.value()), 0);
      parser
          .parse(committed)
          .value()
          .ifPresent(
              value ->
                  recomputed
                      .computeIfAbsent(source, s -> new HashMap<>())
                      .put(record.topic(), value));
    }
    return recomputed;
  }

  private static List<OutboundRecord> run(List<SourceRecord> inputs, Recomputation recomputation) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    try {
      return recomputation.of(inputs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResultsUnreadableException("the sample was not computed again: interrupted", e);
    } catch (Exception e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw new ResultsUnreadableException(
          "the sample cannot be computed again: "
              + requireNonNullElse(root.getMessage(), root.toString()),
          e);
    }
  }

  private void compare(
      String input, Map<String, CommittedResult> actual, Map<String, SpecificRecord> recomputed) {
    SpecificRecord letter = recomputed.get(topics.deadLetters());
    if (actual.isEmpty() || (letter != null && isOfFetch((DeadLetter) letter))) {
      left++;
      return;
    }
    if (letter != null) {
      compared++;
      violate(
          "%s has results, and becomes the dead letter %s when it is computed again"
              .formatted(input, ((DeadLetter) letter).getCategory()));
      return;
    }
    boolean another = false;
    for (StreamTopics.Result topic : topics.results()) {
      CommittedResult result = actual.get(topic.name());
      SpecificRecord again = recomputed.get(topic.name());
      if (result == null) {
        continue;
      }
      if (again == null) {
        violate("%s gives nothing for %s".formatted(input, name(result)));
        continue;
      }
      SpecificRecord value = result.value().orElseThrow();
      requireSameModel(name(result), value, again);
      if (isOfAnotherContent(value, again)) {
        another = true;
        continue;
      }
      ResultComparison.difference(value, again)
          .ifPresent(
              difference ->
                  violate(
                      "%s is not what %s gives: %s".formatted(name(result), input, difference)));
    }
    if (another) {
      left++;
    } else {
      compared++;
    }
  }

  private static boolean isOfFetch(DeadLetter letter) {
    return letter.getStage().equals(FailureStage.FETCH.label());
  }

  /** What a uri names may change; the audit tells where the input itself holds another content. */
  private static boolean isOfAnotherContent(SpecificRecord actual, SpecificRecord recomputed) {
    String one = ResultFields.provenance(actual).getContentSha256();
    String other = ResultFields.provenance(recomputed).getContentSha256();
    return one != null && other != null && !one.equals(other);
  }

  private static void requireSameModel(
      String name, SpecificRecord actual, SpecificRecord recomputed) {
    Provenance one = ResultFields.provenance(actual);
    Provenance other = ResultFields.provenance(recomputed);
    if (!one.getModelId().equals(other.getModelId())) {
      throw new ResultsUnreadableException(
          "%s is of the model %s, the bundle is %s: set model.bundle to the one that the job ran"
              .formatted(name, one.getModelId(), other.getModelId()));
    }
  }

  private static String name(CommittedResult result) {
    return "%s %s".formatted(result.record().topic(), result.record().position());
  }

  private void violate(String detail) {
    violations.add(new Violation(Violation.Kind.WRONG_RESULT, detail));
  }
}
