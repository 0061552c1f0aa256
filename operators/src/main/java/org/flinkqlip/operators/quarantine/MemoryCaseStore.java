// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Texts in this process, where no directory is shared: they outlive tasks, not the process. */
final class MemoryCaseStore implements CaseStore {
  private static final Map<String, Map<String, String>> JOBS = new ConcurrentHashMap<>();

  private final String job;

  MemoryCaseStore(String job) {
    this.job = job;
  }

  @Override
  public Map<String, String> readAll() {
    return Map.copyOf(JOBS.getOrDefault(job, Map.of()));
  }

  @Override
  public void write(String name, String text) {
    JOBS.computeIfAbsent(job, none -> new ConcurrentHashMap<>()).put(name, text);
  }

  @Override
  public void delete(String name) {
    JOBS.computeIfPresent(
        job,
        (key, texts) -> {
          texts.remove(name);
          return texts.isEmpty() ? null : texts;
        });
  }
}
