// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;

/**
 * Reads the options of a catalog from command-line arguments ({@code --key value}, {@code
 * --key=value}, {@code --flag}) over an options file ({@code --config FILE}). All problems are
 * reported at once.
 */
public final class SettingsReader {
  private static final String CONFIG = "config";

  private final OptionCatalog catalog;

  public SettingsReader(OptionCatalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog is null");
  }

  /**
   * The settings that the arguments stand for.
   *
   * @throws InvalidOptionsException if a key is unknown, a value is not of its type or a required
   *     option is missing
   */
  public Settings read(List<String> arguments) {
    Map<String, RawValue> given = arguments(arguments);
    Optional<RawValue> file = Optional.ofNullable(given.remove(CONFIG));
    Map<String, RawValue> all = new LinkedHashMap<>();
    file.ifPresent(path -> all.putAll(OptionsFile.read(Path.of(path.value().toString()))));
    all.putAll(given);
    return check(all);
  }

  private Map<String, RawValue> arguments(List<String> arguments) {
    Map<String, RawValue> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--") || argument.length() == 2) {
        throw new InvalidOptionsException(
            "unexpected argument '" + argument + "': options are written --key value");
      }
      int equals = argument.indexOf('=');
      String key = argument.substring(2, equals < 0 ? argument.length() : equals);
      String value;
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
        value = arguments.get(++i);
      } else if (catalog.option(key).filter(Option::isFlag).isPresent()) {
        value = "true";
      } else {
        throw new InvalidOptionsException("--" + key + " needs a value");
      }
      if (given.put(key, new RawValue(value, "command line")) != null) {
        throw new InvalidOptionsException("--" + key + " is given twice");
      }
    }
    return given;
  }

  private Settings check(Map<String, RawValue> given) {
    List<String> problems = new ArrayList<>();
    Configuration values = new Configuration();
    Map<String, String> passedThrough = new TreeMap<>();
    given.forEach(
        (key, raw) -> {
          Optional<Option<?>> option = catalog.option(key);
          if (option.isPresent()) {
            try {
              put(values, option.get(), raw.value());
            } catch (InvalidOptionsException e) {
              problems.add(e.getMessage() + " (" + raw.origin() + ")");
            }
          } else if (catalog.passThrough(key).isPresent()) {
            passedThrough.put(key, text(raw.value()));
          } else {
            problems.add(catalog.unknown(key, raw.origin()));
          }
        });
    for (OptionGroup group : catalog.groups()) {
      for (Option<?> option : group.options()) {
        if (option.isRequired() && !given.containsKey(option.key())) {
          problems.add(
              option.key() + " is not set: give --" + option.key() + " <" + option.type() + ">");
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(problems);
    }
    return new Settings(catalog, values, passedThrough);
  }

  private static <T> void put(Configuration values, Option<T> option, Object raw) {
    values.set(option.definition(), option.parse(raw));
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(","))
        : value.toString();
  }
}
