// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Inputs that their topic no longer holds but that left results. Whether each became exactly one
 * result cannot be told any more: that is neither a violation nor nothing.
 */
public final class GoneInputs {
  private final StreamTopics topics;
  private final KeptInputs kept;
  private final SortedMap<Integer, TreeSet<Long>> taken = new TreeMap<>();
  private final TreeSet<Position> ofEarlierTopic = new TreeSet<>();
  private long tombstones;

  GoneInputs(StreamTopics topics, KeptInputs kept) {
    this.topics = topics;
    this.kept = kept;
  }

  /**
   * Offsets of a partition that retention took, from the first of them that has a result.
   *
   * @param partition of the topic of inputs
   * @param first offset
   * @param last offset
   * @param withResult how many have a result, or a dead letter
   */
  public record Range(int partition, long first, long last, long withResult) {

    /** How many have none: transaction markers and tombstones, and what was lost. */
    public long without() {
      return last - first + 1 - withResult;
    }
  }

  /** What retention took, by partition. */
  public List<Range> ranges() {
    return taken.entrySet().stream()
        .map(
            entry ->
                new Range(
                    entry.getKey(),
                    entry.getValue().first(),
                    kept.beginning(entry.getKey()) - 1,
                    entry.getValue().size()))
        .toList();
  }

  /** Inputs with results that are not the records at their offsets: the topic was made anew. */
  public long ofEarlierTopic() {
    return ofEarlierTopic.size();
  }

  /** Tombstones, of each topic, whose inputs are gone. */
  public long tombstones() {
    return tombstones;
  }

  /** Notes the results of inputs that are gone. */
  List<ResultRecord> sort(List<InputRecord> inputs, List<TimedResult> results) {
    List<TimedResult> rest = results.stream().filter(result -> !isGone(result)).toList();
    TombstoneSurplus surplus = new TombstoneSurplus(topics, inputs, rest);
    return rest.stream()
        .sorted(Comparator.comparing(result -> result.record().position()))
        .filter(result -> !isOldTombstone(result, surplus))
        .map(TimedResult::record)
        .toList();
  }

  private boolean isGone(TimedResult result) {
    if (result.record().isTombstone()) {
      return false;
    }
    Position source = result.record().content().get().source();
    if (kept.wasTaken(source)) {
      taken.computeIfAbsent(source.partition(), partition -> new TreeSet<>()).add(source.offset());
      return true;
    }
    OptionalLong timestamp = result.provenanceTimestamp();
    if (timestamp.isPresent() && kept.isAnother(source, timestamp.getAsLong())) {
      ofEarlierTopic.add(source);
      return true;
    }
    return false;
  }

  /** The oldest tombstones beyond the inputs of a key, if they are older than any input. */
  private boolean isOldTombstone(TimedResult result, TombstoneSurplus surplus) {
    if (!result.record().isTombstone()
        || result.inputTimestamp().isEmpty()
        || !kept.isOlderThanAll(
            result.record().position().partition(), result.inputTimestamp().getAsLong())
        || !surplus.take(result.record())) {
      return false;
    }
    tombstones++;
    return true;
  }

  /** Tombstones of a key in a topic that no input explains. */
  private static final class TombstoneSurplus {
    private final Map<Place, Long> counts = new HashMap<>();

    private record Place(String topic, String key) {}

    TombstoneSurplus(StreamTopics topics, List<InputRecord> inputs, List<TimedResult> results) {
      Map<String, Long> inputsOfKey = new HashMap<>();
      for (InputRecord input : inputs) {
        if (input.expected().outcome() == Expectation.Outcome.TOMBSTONES) {
          inputsOfKey.merge(input.key().orElse(""), 1L, Long::sum);
        }
      }
      for (TimedResult result : results) {
        if (result.record().isTombstone()) {
          counts.merge(place(result.record()), 1L, Long::sum);
        }
      }
      counts.replaceAll((place, count) -> count - inputsOfKey.getOrDefault(place.key(), 0L));
      for (StreamTopics.Result topic : topics.results()) {
        if (topic.ofCaption()) {
          keysWithoutCaption(topics, topic.name(), results)
              .forEach(key -> counts.merge(new Place(topic.name(), key), -1L, Long::sum));
        }
      }
    }

    /** The key of each image that has results and no caption. */
    private static Collection<String> keysWithoutCaption(
        StreamTopics topics, String captionTopic, List<TimedResult> results) {
      Map<Position, String> keys = new HashMap<>();
      Set<Position> captioned = new HashSet<>();
      for (TimedResult timed : results) {
        ResultRecord result = timed.record();
        if (result.isTombstone()) {
          continue;
        }
        if (result.topic().equals(captionTopic)) {
          captioned.add(result.content().get().source());
        } else if (result.topic().equals(topics.firstResults())) {
          keys.put(result.content().get().source(), result.key().orElse(""));
        }
      }
      keys.keySet().removeAll(captioned);
      return keys.values();
    }

    boolean take(ResultRecord tombstone) {
      return counts.merge(place(tombstone), -1L, Long::sum) >= 0;
    }

    private static Place place(ResultRecord result) {
      return new Place(result.topic(), result.key().orElse(""));
    }
  }
}
