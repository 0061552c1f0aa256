// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * The checked values of one job's options, and what is passed through to other systems. An option
 * is known by its key: where the job's catalog gives it another default, that one counts.
 */
public final class Settings {
  private final OptionCatalog catalog;
  private final Configuration values;
  private final Map<String, String> passedThrough;

  Settings(OptionCatalog catalog, Configuration values, Map<String, String> passedThrough) {
    this.catalog = catalog;
    this.values = values;
    this.passedThrough = Collections.unmodifiableMap(new TreeMap<>(passedThrough));
  }

  /**
   * The option's value or default.
   *
   * @throws InvalidOptionsException if it has neither
   */
  public <T> T get(Option<T> option) {
    return find(option)
        .orElseThrow(
            () ->
                new InvalidOptionsException(
                    option.key()
                        + " is not set: give --"
                        + option.key()
                        + " <"
                        + option.type()
                        + ">"));
  }

  /** The option's value or default, or empty if it has neither. */
  public <T> Optional<T> find(Option<T> option) {
    return Optional.ofNullable(values.get(own(option).definition()));
  }

  @SuppressWarnings("unchecked") // options of one key have one type
  private <T> Option<T> own(Option<T> option) {
    return (Option<T>) catalog.option(option.key()).orElse(option);
  }

  /** Whether the option was given, rather than left at its default. */
  public boolean isSet(Option<?> option) {
    return values.contains(option.definition());
  }

  /** What was given under the prefix, without the prefix. */
  public Map<String, String> under(PassThrough passThrough) {
    return passedThrough.entrySet().stream()
        .filter(entry -> passThrough.covers(entry.getKey()))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(passThrough.prefix().length()),
                Map.Entry::getValue,
                (first, second) -> second,
                TreeMap::new));
  }

  /** Every option's effective value as text, secrets masked, options without a value left out. */
  public Map<String, String> describe() {
    Map<String, String> lines = new TreeMap<>();
    for (OptionGroup group : catalog.groups()) {
      for (Option<?> option : group.options()) {
        find(option)
            .ifPresent(
                value ->
                    lines.put(
                        option.key(),
                        option.isSecret()
                            ? Secrets.MASK
                            : Secrets.mask(option.key(), ValueText.of(value))));
      }
    }
    passedThrough.forEach((key, value) -> lines.put(key, Secrets.mask(key, value)));
    return lines;
  }
}
