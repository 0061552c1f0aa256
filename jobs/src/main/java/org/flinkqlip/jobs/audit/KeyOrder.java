// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.flinkqlip.jobs.audit.Violation.Kind.OUT_OF_ORDER;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order of a key's results in one topic against the order of the key's inputs. Repeated results
 * are left out, since they are reported as duplicates.
 */
final class KeyOrder {

  /** Stands for a tombstone in a sequence of input positions. */
  private static final Optional<Position> TOMBSTONE = Optional.empty();

  private final Set<String> tombstoneTopics = new HashSet<>();
  private final Set<String> captionTopics = new HashSet<>();
  private final Set<Position> withResults = new HashSet<>();

  private KeyOrder(StreamTopics topics, Collection<ResultRecord> results) {
    for (StreamTopics.Result topic : topics.results()) {
      tombstoneTopics.add(topic.name());
      if (topic.ofCaption()) {
        captionTopics.add(topic.name());
      }
    }
    for (ResultRecord result : results) {
      if (tombstoneTopics.contains(result.topic())) {
        result.content().ifPresent(content -> withResults.add(content.source()));
      }
    }
  }

  static List<Violation> violations(
      StreamTopics topics, Collection<InputRecord> inputs, Collection<ResultRecord> results) {
    KeyOrder check = new KeyOrder(topics, results);
    Map<String, List<InputRecord>> inputsByKey = new HashMap<>();
    inputs.stream()
        .sorted(Comparator.comparing(InputRecord::position))
        .forEach(
            input ->
                input
                    .key()
                    .ifPresent(
                        key ->
                            inputsByKey.computeIfAbsent(key, k -> new ArrayList<>()).add(input)));
    List<Violation> violations = new ArrayList<>();
    resultsByTopicAndKey(results)
        .forEach(
            (place, ofKey) ->
                check
                    .violation(place, ofKey, inputsByKey.getOrDefault(place.key(), List.of()))
                    .ifPresent(violations::add));
    return violations;
  }

  private record Place(String topic, String key) {}

  private static Map<Place, List<ResultRecord>> resultsByTopicAndKey(
      Collection<ResultRecord> results) {
    Map<Place, List<ResultRecord>> grouped = new LinkedHashMap<>();
    results.stream()
        .filter(result -> result.key().isPresent())
        .sorted(Comparator.comparing(ResultRecord::topic).thenComparing(ResultRecord::position))
        .forEach(
            result ->
                grouped
                    .computeIfAbsent(
                        new Place(result.topic(), result.key().get()), p -> new ArrayList<>())
                    .add(result));
    return grouped;
  }

  private Optional<Violation> violation(
      Place place, List<ResultRecord> results, List<InputRecord> inputs) {
    if (results.stream().map(result -> result.position().partition()).distinct().count() > 1) {
      return Optional.of(
          new Violation(
              OUT_OF_ORDER,
              "the key %s is in several partitions of %s".formatted(place.key(), place.topic())));
    }
    List<Optional<Position>> expected = expected(inputs, results, place.topic());
    List<Optional<Position>> actual = actual(results, Set.copyOf(expected));
    if (Collections.frequency(actual, TOMBSTONE) != Collections.frequency(expected, TOMBSTONE)) {
      actual.removeAll(Set.of(TOMBSTONE));
      expected.removeAll(Set.of(TOMBSTONE));
    }
    if (actual.equals(expected)) {
      return Optional.empty();
    }
    return Optional.of(
        new Violation(
            OUT_OF_ORDER,
            "the key %s has %s in %s, its inputs were %s"
                .formatted(place.key(), show(actual), place.topic(), show(expected))));
  }

  /** The key's inputs as the topic should show them: those that have results, and tombstones. */
  private List<Optional<Position>> expected(
      List<InputRecord> inputs, List<ResultRecord> results, String topic) {
    Set<Position> present = new HashSet<>();
    results.forEach(result -> result.content().ifPresent(content -> present.add(content.source())));
    List<Optional<Position>> expected = new ArrayList<>();
    for (InputRecord input : inputs) {
      if (present.contains(input.position())) {
        expected.add(Optional.of(input.position()));
      } else if (becomesTombstone(input, topic)) {
        expected.add(TOMBSTONE);
      }
    }
    return expected;
  }

  /** An image without a caption is a tombstone among the embeddings of captions. */
  private boolean becomesTombstone(InputRecord input, String topic) {
    return input.expected().outcome() == Expectation.Outcome.TOMBSTONES
        ? tombstoneTopics.contains(topic)
        : captionTopics.contains(topic) && withResults.contains(input.position());
  }

  /** What the topic shows, without repetitions and without what belongs to no input of the key. */
  private static List<Optional<Position>> actual(
      List<ResultRecord> results, Set<Optional<Position>> expected) {
    Set<Position> seen = new HashSet<>();
    List<Optional<Position>> actual = new ArrayList<>();
    for (ResultRecord result : results) {
      Optional<Position> source = result.content().map(ResultRecord.Content::source);
      if (expected.contains(source) && (source.isEmpty() || seen.add(source.get()))) {
        actual.add(source);
      }
    }
    return actual;
  }

  private static String show(List<Optional<Position>> sequence) {
    return sequence.stream()
        .map(position -> position.map(Position::toString).orElse("tombstone"))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
