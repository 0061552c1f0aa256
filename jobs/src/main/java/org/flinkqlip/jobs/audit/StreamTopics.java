// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics of a job.
 *
 * @param input topic that it reads
 * @param inputType record of that topic
 * @param results topics of results; an input has one record in each of them, or none in any
 * @param deadLetters topic of what became no result
 */
public record StreamTopics(
    String input,
    Class<? extends SpecificRecord> inputType,
    List<Result> results,
    String deadLetters) {

  /**
   * A topic of results.
   *
   * @param name of the topic
   * @param type record of that topic
   * @param ofCaption whether its records are of the caption that an image has beside its content:
   *     an image without one sends a tombstone there
   */
  public record Result(String name, Class<? extends SpecificRecord> type, boolean ofCaption) {

    /** Rejects nulls. */
    public Result {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
    }

    /** A topic of what the model makes of an input's content. */
    public Result(String name, Class<? extends SpecificRecord> type) {
      this(name, type, false);
    }
  }

  /** Rejects nulls, and a job without results. */
  public StreamTopics {
    requireNonNull(input, "input is null");
    requireNonNull(inputType, "inputType is null");
    results = List.copyOf(results);
    requireNonNull(deadLetters, "deadLetters is null");
    if (results.stream().allMatch(Result::ofCaption)) {
      throw new IllegalArgumentException("no topic of results is of the input's content");
    }
  }

  /** The topics that the job writes, that of dead letters last. */
  public List<String> written() {
    return Stream.concat(results.stream().map(Result::name), Stream.of(deadLetters)).toList();
  }

  /** The topic that every job has first among its results. */
  public String firstResults() {
    return results.get(0).name();
  }
}
