// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The case file of one task among those of its job. A folder that cannot be read or written never
 * fails a job: a culprit is found later then.
 */
final class CaseFolder {
  private static final Logger LOG = LoggerFactory.getLogger(CaseFolder.class);
  private static final String VERDICT = "verdict-";

  private final CaseStore store;
  private final String role;
  private final String ending;
  private final String own;
  private Map<String, String> texts = Map.of();
  private boolean written;

  /**
   * The folder of a task.
   *
   * @param role of its operator in the job
   */
  CaseFolder(CaseStore store, String role, int subtask, int parallelism) {
    this.store = store;
    this.role = role + "-";
    this.ending = "-of-" + parallelism;
    this.own = this.role + subtask + ending;
    load();
  }

  private void load() {
    try {
      texts = new TreeMap<>(store.readAll());
      written = texts.containsKey(own);
    } catch (IOException e) {
      LOG.warn("Cannot read what earlier attempts suspected; going on without it", e);
    }
  }

  /** Whether any task of this role left a file. */
  boolean hasCases() {
    return texts.keySet().stream().anyMatch(name -> name.startsWith(role));
  }

  /**
   * What this task has to go on with: its own file, or where the parallelism has changed those of
   * all tasks, since their partitions may be its own now.
   *
   * @param cause of the failure of a record whose task left no other
   */
  CaseFile inherited(String cause) {
    String mine = texts.get(own);
    if (written && mine != null) {
      return CaseFile.parse(mine).inherited(cause);
    }
    CaseFile all = CaseFile.EMPTY;
    for (String name : ofOtherParallelism()) {
      all = all.and(CaseFile.parse(requireNonNull(texts.get(name))).inherited(cause));
    }
    return all;
  }

  /** Files of all tasks of a role, as they are. */
  List<CaseFile> ofRole(String other) {
    return texts.entrySet().stream()
        .filter(text -> text.getKey().startsWith(other + "-"))
        .map(text -> CaseFile.parse(text.getValue()))
        .toList();
  }

  List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          if (name.startsWith(VERDICT)) {
            Verdict.parse(text).ifPresent(verdicts::add);
          }
        });
    return verdicts;
  }

  void add(Verdict verdict) {
    write(VERDICT + verdict.record(), verdict.text());
  }

  void remove(Verdict verdict) {
    delete(VERDICT + verdict.record());
  }

  void write(CaseFile file) {
    if (!file.isEmpty()) {
      write(own, file.text());
      written = true;
    } else if (written) {
      delete(own);
      written = false;
    }
  }

  /** Removes what tasks of another parallelism left; everyone has taken it over by now. */
  void removeThoseOfOtherParallelism() {
    ofOtherParallelism().forEach(this::delete);
  }

  private List<String> ofOtherParallelism() {
    return texts.keySet().stream()
        .filter(name -> name.startsWith(role) && !name.endsWith(ending))
        .toList();
  }

  private void write(String name, String text) {
    try {
      store.write(name, text);
    } catch (IOException e) {
      LOG.warn("Cannot write down which records are under way; a culprit may be found later", e);
    }
  }

  private void delete(String name) {
    try {
      store.delete(name);
    } catch (IOException e) {
      LOG.warn("Cannot remove {}, which accuses nobody any more", name, e);
    }
  }
}
