// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.operators.record.InputPosition;

/**
 * What one task has to say of records, should it not come back.
 *
 * @param underWay ranges that it takes in; suspects, if it dies
 * @param suspects ranges whose records are to be run alone
 * @param alone the record that runs alone, or that failed so; accused, if the task dies
 * @param failures how often records have failed alone before, and why
 */
record CaseFile(
    List<OffsetRange> underWay,
    List<OffsetRange> suspects,
    Optional<InputPosition> alone,
    Map<InputPosition, Failures> failures) {

  static final CaseFile EMPTY = new CaseFile(List.of(), List.of(), Optional.empty(), Map.of());

  private static final String UNDER_WAY = "under-way";
  private static final String SUSPECT = "suspect";
  private static final String ALONE = "alone";
  private static final String FAILED = "failed";

  CaseFile {
    requireNonNull(alone, "alone is null");
    underWay = List.copyOf(underWay);
    suspects = List.copyOf(suspects);
    failures = Map.copyOf(failures);
  }

  /**
   * Failures of a record that ran alone.
   *
   * @param count how many
   * @param cause of the last one
   */
  record Failures(int count, String cause) {
    Failures and(Failures other) {
      return other.count > count ? other : this;
    }

    Failures oneMore(String latest) {
      return new Failures(count + 1, latest);
    }
  }

  boolean isEmpty() {
    return equals(EMPTY);
  }

  /** What is left when its task is gone: what was under way is suspect, who was alone failed. */
  CaseFile inherited(String cause) {
    List<OffsetRange> all = new ArrayList<>(suspects);
    all.addAll(underWay);
    Map<InputPosition, Failures> failed = new LinkedHashMap<>(failures);
    alone.ifPresent(
        record -> {
          failed.put(record, failed.getOrDefault(record, new Failures(0, "")).oneMore(cause));
          all.add(OffsetRange.of(record));
        });
    return new CaseFile(List.of(), all, Optional.empty(), failed);
  }

  /** Both together. */
  CaseFile and(CaseFile other) {
    List<OffsetRange> all = new ArrayList<>(suspects);
    other.suspects.stream().filter(range -> !all.contains(range)).forEach(all::add);
    Map<InputPosition, Failures> failed = new LinkedHashMap<>(failures);
    other.failures.forEach((record, more) -> failed.merge(record, more, Failures::and));
    return new CaseFile(List.of(), all, Optional.empty(), failed);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    underWay.forEach(range -> line(text, UNDER_WAY, range.toString()));
    suspects.forEach(range -> line(text, SUSPECT, range.toString()));
    alone.ifPresent(record -> line(text, ALONE, record.toString()));
    failures.forEach(
        (record, failed) ->
            line(
                text,
                FAILED,
                record + "\t" + failed.count() + "\t" + failed.cause().replaceAll("\\s+", " ")));
    return text.toString();
  }

  private static void line(StringBuilder text, String kind, String rest) {
    text.append(kind).append('\t').append(rest).append('\n');
  }

  /** Reads what {@link #text} wrote; lines of another form are left out. */
  static CaseFile parse(String text) {
    List<OffsetRange> underWay = new ArrayList<>();
    List<OffsetRange> suspects = new ArrayList<>();
    Optional<InputPosition> alone = Optional.empty();
    Map<InputPosition, Failures> failures = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      List<String> parts = List.of(line.split("\t", -1));
      if (parts.size() == 2 && parts.get(0).equals(UNDER_WAY)) {
        OffsetRange.parse(parts.get(1)).ifPresent(underWay::add);
      } else if (parts.size() == 2 && parts.get(0).equals(SUSPECT)) {
        OffsetRange.parse(parts.get(1)).ifPresent(suspects::add);
      } else if (parts.size() == 2 && parts.get(0).equals(ALONE)) {
        alone = InputPosition.parse(parts.get(1));
      } else if (parts.size() == 4 && parts.get(0).equals(FAILED)) {
        InputPosition.parse(parts.get(1))
            .ifPresent(
                record ->
                    failures.put(
                        record, new Failures(Integer.parseInt(parts.get(2)), parts.get(3))));
      }
    }
    return new CaseFile(underWay, suspects, alone, failures);
  }
}
