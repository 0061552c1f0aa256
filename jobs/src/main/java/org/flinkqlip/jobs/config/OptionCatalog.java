// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that can be set on one job: groups of options and pass-through prefixes. */
public final class OptionCatalog {
  private final List<OptionGroup> groups;
  private final List<PassThrough> passThroughs;
  private final Map<String, Option<?>> options = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if two options have one key
   */
  public OptionCatalog(List<OptionGroup> groups, List<PassThrough> passThroughs) {
    this.groups = List.copyOf(groups);
    this.passThroughs = List.copyOf(passThroughs);
    for (OptionGroup group : groups) {
      for (Option<?> option : group.options()) {
        if (options.put(option.key(), option) != null) {
          throw new IllegalArgumentException("declared twice: " + option.key());
        }
      }
    }
  }

  /** The groups in the order to show them. */
  public List<OptionGroup> groups() {
    return groups;
  }

  /** The prefixes in the order to show them. */
  public List<PassThrough> passThroughs() {
    return passThroughs;
  }

  /** The option of that key. */
  public Optional<Option<?>> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /** The prefix that covers the key. */
  public Optional<PassThrough> passThrough(String key) {
    return passThroughs.stream().filter(candidate -> candidate.covers(key)).findFirst();
  }

  /** Why a key is not known, with the nearest known key if one is near. */
  String unknown(String key, String origin) {
    return nearest(key)
        .map(near -> "; did you mean '" + near + "'?")
        .map(hint -> "unknown option '" + key + "' (" + origin + ")" + hint)
        .orElseGet(
            () -> "unknown option '" + key + "' (" + origin + "); --help lists the known ones");
  }

  private Optional<String> nearest(String key) {
    int farthest = Math.max(3, key.length() / 3);
    return options.keySet().stream()
        .min(Comparator.comparingInt(known -> EditDistance.between(key, known)))
        .filter(known -> EditDistance.between(key, known) <= farthest);
  }
}
