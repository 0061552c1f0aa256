// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * One option of a job: Flink's {@link ConfigOption} with the words and the checks that it lacks.
 * Immutable; declare it with a factory and refine it with {@link #atLeast}, {@link #required} and
 * {@link #secret}.
 *
 * @param <T> type of its value
 */
public final class Option<T> {
  private final ConfigOption<T> definition;
  private final String description;
  private final String type;
  private final String example;
  private final Function<Object, T> parser;
  private final Predicate<T> rule;
  private final boolean required;
  private final boolean secret;

  private Option(
      ConfigOption<T> definition,
      String description,
      String type,
      String example,
      Function<Object, T> parser,
      Predicate<T> rule,
      boolean required,
      boolean secret) {
    this.definition = definition;
    this.description = requireNonNull(description, "description is null");
    this.type = type;
    this.example = example;
    this.parser = parser;
    this.rule = rule;
    this.required = required;
    this.secret = secret;
  }

  /** Text without a default. */
  public static Option<String> text(String key, String description) {
    return scalar(
        ConfigOptions.key(key).stringType().noDefaultValue(),
        description,
        "text",
        "",
        Option::notBlank);
  }

  /** Text with a default. */
  public static Option<String> text(String key, String fallback, String description) {
    return scalar(
        ConfigOptions.key(key).stringType().defaultValue(fallback),
        description,
        "text",
        "",
        Option::notBlank);
  }

  /** {@code true} or {@code false}. */
  public static Option<Boolean> flag(String key, boolean fallback, String description) {
    return scalar(
        ConfigOptions.key(key).booleanType().defaultValue(fallback),
        description,
        "true or false",
        "",
        value -> true);
  }

  /** An integer that fits an int; a null {@code fallback} means none. */
  public static Option<Integer> integer(
      String key, @Nullable Integer fallback, String description) {
    ConfigOptions.TypedConfigOptionBuilder<Integer> typed = ConfigOptions.key(key).intType();
    return scalar(
        fallback == null ? typed.noDefaultValue() : typed.defaultValue(fallback),
        description,
        "integer",
        "",
        value -> true);
  }

  /** An integer that fits a long. */
  public static Option<Long> longInteger(String key, long fallback, String description) {
    return scalar(
        ConfigOptions.key(key).longType().defaultValue(fallback),
        description,
        "integer",
        "",
        value -> true);
  }

  /** A decimal number. */
  public static Option<Double> number(String key, double fallback, String description) {
    return scalar(
        ConfigOptions.key(key).doubleType().defaultValue(fallback),
        description,
        "number",
        "",
        Double::isFinite);
  }

  /** A span of time. */
  public static Option<Duration> duration(String key, Duration fallback, String description) {
    return scalar(
        ConfigOptions.key(key).durationType().defaultValue(fallback),
        description,
        "duration",
        " such as '200 ms' or '5 min'",
        value -> true);
  }

  /** A number of bytes; a null {@code fallback} means none. */
  public static Option<MemorySize> size(
      String key, @Nullable MemorySize fallback, String description) {
    ConfigOptions.TypedConfigOptionBuilder<MemorySize> typed = ConfigOptions.key(key).memoryType();
    return scalar(
        fallback == null ? typed.noDefaultValue() : typed.defaultValue(fallback),
        description,
        "size",
        " such as '512 kb' or '32 mb'",
        value -> true);
  }

  /** One constant of an enum, written in lower case with dashes. */
  public static <E extends Enum<E>> Option<E> choice(
      String key, Class<E> constants, E fallback, String description) {
    String names =
        Arrays.stream(constants.getEnumConstants())
            .map(ValueText::label)
            .collect(Collectors.joining(", "));
    return new Option<>(
        ConfigOptions.key(key).enumType(constants).defaultValue(fallback),
        description,
        "one of " + names,
        "",
        raw -> ValueText.constant(constants, raw),
        value -> true,
        false,
        false);
  }

  /** A list of texts, separated by commas outside YAML; empty by default unless given. */
  public static Option<List<String>> list(String key, List<String> fallback, String description) {
    return new Option<>(
        ConfigOptions.key(key).stringType().asList().defaultValues(fallback.toArray(new String[0])),
        description,
        "list of texts",
        " separated by commas",
        ValueText::texts,
        value -> true,
        false,
        false);
  }

  /** The same option with a least value. */
  public Option<T> atLeast(T least) {
    @SuppressWarnings("unchecked")
    Comparable<T> bound = (Comparable<T>) least;
    return with(
        type + ", at least " + ValueText.of(least),
        value -> bound.compareTo(value) <= 0,
        required,
        secret);
  }

  /** The same option with a greatest value. */
  public Option<T> atMost(T greatest) {
    @SuppressWarnings("unchecked")
    Comparable<T> bound = (Comparable<T>) greatest;
    return with(
        type + ", at most " + ValueText.of(greatest),
        value -> bound.compareTo(value) >= 0,
        required,
        secret);
  }

  /** The same option with a value that is more than zero. */
  public Option<T> positive() {
    return with(type + ", more than 0", Option::isPositive, required, secret);
  }

  /** The same option without which a job cannot start. */
  public Option<T> required() {
    return with(type, value -> true, true, secret);
  }

  /** The same option with a value that is never shown. */
  public Option<T> secret() {
    return with(type, value -> true, required, true);
  }

  private Option<T> with(String newType, Predicate<T> more, boolean mustBeSet, boolean hidden) {
    return new Option<>(
        definition, description, newType, example, parser, rule.and(more), mustBeSet, hidden);
  }

  /** The name in files and, after two dashes, on the command line. */
  public String key() {
    return definition.key();
  }

  /** What the option means, for people. */
  public String description() {
    return description;
  }

  /** What a value must be, for people. */
  public String type() {
    return type;
  }

  /** Flink's definition: key, type and default. */
  public ConfigOption<T> definition() {
    return definition;
  }

  /** Whether a job cannot start without a value. */
  public boolean isRequired() {
    return required;
  }

  /** Whether the value must not be shown. */
  public boolean isSecret() {
    return secret;
  }

  /** Whether the option can be given without a value, which then means true. */
  public boolean isFlag() {
    return definition.defaultValue() instanceof Boolean;
  }

  /** The default as people write it, or empty if there is none. */
  public Optional<String> defaultText() {
    return definition.hasDefaultValue()
        ? Optional.of(ValueText.of(definition.defaultValue())).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /**
   * The value that {@code raw} stands for.
   *
   * @param raw text, or a number, boolean or list as a YAML parser gives it
   * @throws InvalidOptionsException if it stands for none, naming key, value and expected type
   */
  public T parse(Object raw) {
    T value;
    try {
      value = parser.apply(raw);
    } catch (RuntimeException e) {
      throw invalid(raw);
    }
    if (!rule.test(value)) {
      throw invalid(raw);
    }
    return value;
  }

  private InvalidOptionsException invalid(Object raw) {
    return new InvalidOptionsException(
        key()
            + ": "
            + (secret ? "the value" : "'" + raw + "'")
            + " is not valid, expected "
            + type
            + example);
  }

  private static <T> Option<T> scalar(
      ConfigOption<T> definition,
      String description,
      String type,
      String example,
      Predicate<T> rule) {
    Function<Object, T> parser =
        raw -> {
          Configuration one = new Configuration();
          one.setString(definition.key(), raw.toString().trim());
          return one.get(definition);
        };
    return new Option<>(definition, description, type, example, parser, rule, false, false);
  }

  private static boolean notBlank(String value) {
    return !value.isBlank();
  }

  private static boolean isPositive(Object value) {
    if (value instanceof Duration duration) {
      return duration.compareTo(Duration.ZERO) > 0;
    }
    if (value instanceof MemorySize size) {
      return size.getBytes() > 0;
    }
    return ((Number) value).doubleValue() > 0;
  }
}
