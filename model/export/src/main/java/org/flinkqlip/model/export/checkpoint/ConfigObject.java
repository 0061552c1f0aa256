// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A JSON object that remembers which keys were read, so that none is overlooked. */
final class ConfigObject {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final Path file;
  private final String prefix;
  private final JsonNode node;
  private final Set<String> seen = new HashSet<>();

  private ConfigObject(Path file, String prefix, JsonNode node) {
    this.file = file;
    this.prefix = prefix;
    this.node = node;
  }

  static ConfigObject read(Path file) throws IOException, CheckpointException {
    JsonNode node;
    try {
      node = JSON.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new CheckpointException("[%s] is no JSON: %s".formatted(file, e.getMessage()), e);
    }
    if (node == null || !node.isObject()) {
      throw new CheckpointException("[%s] is no JSON object".formatted(file));
    }
    return new ConfigObject(file, "", node);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  ConfigObject object(String key) throws CheckpointException {
    JsonNode child = required(key);
    if (!child.isObject()) {
      throw bad(key, child, "an object");
    }
    return new ConfigObject(file, prefix + key + ".", child);
  }

  int integer(String key) throws CheckpointException {
    JsonNode child = required(key);
    if (!child.isIntegralNumber() || !child.canConvertToInt()) {
      throw bad(key, child, "an integer");
    }
    return child.intValue();
  }

  /** The integer itself, or that of the named key if the value is an object. */
  int integerOrObject(String key, String inner) throws CheckpointException {
    return required(key).isObject() ? object(key).integer(inner) : integer(key);
  }

  double number(String key) throws CheckpointException {
    JsonNode child = required(key);
    if (!child.isNumber()) {
      throw bad(key, child, "a number");
    }
    return child.doubleValue();
  }

  boolean flag(String key) throws CheckpointException {
    JsonNode child = required(key);
    if (!child.isBoolean()) {
      throw bad(key, child, "true or false");
    }
    return child.booleanValue();
  }

  String text(String key) throws CheckpointException {
    JsonNode child = required(key);
    if (!child.isTextual()) {
      throw bad(key, child, "a string");
    }
    return child.textValue();
  }

  List<Double> numbers(String key) throws CheckpointException {
    JsonNode child = required(key);
    List<Double> values = new ArrayList<>();
    for (JsonNode element : child) {
      if (!element.isNumber()) {
        throw bad(key, child, "a list of numbers");
      }
      values.add(element.doubleValue());
    }
    return values;
  }

  /** Refuses every value but one. */
  void expect(String key, String only) throws CheckpointException {
    String value = required(key).asText();
    if (!value.equals(only)) {
      throw new CheckpointException(
          "[%s] %s%s is %s; only %s is supported".formatted(file, prefix, key, value, only));
    }
  }

  /** Reads keys that do not change the network. */
  void skip(Iterable<String> keys) {
    keys.forEach(seen::add);
  }

  /** Names the keys that nobody read. */
  void finish() throws CheckpointException {
    List<String> unknown = new ArrayList<>();
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!seen.contains(key)) {
                unknown.add(prefix + key);
              }
            });
    if (!unknown.isEmpty()) {
      throw new CheckpointException(
          ("[%s] has unknown keys: %s. They may change the network, so they are not ignored in"
                  + " silence: remove from a copy of the file those that do not")
              .formatted(file, String.join(", ", unknown)));
    }
  }

  CheckpointException invalid(RuntimeException e) {
    return new CheckpointException(
        "[%s] %s%s".formatted(file, prefix.isEmpty() ? "" : prefix + " ", e.getMessage()), e);
  }

  private JsonNode required(String key) throws CheckpointException {
    seen.add(key);
    JsonNode child = node.get(key);
    if (child == null || child.isNull()) {
      throw new CheckpointException("[%s] lacks the key %s%s".formatted(file, prefix, key));
    }
    return child;
  }

  private CheckpointException bad(String key, JsonNode value, String expected) {
    return new CheckpointException(
        "[%s] %s%s is %s, expected %s".formatted(file, prefix, key, value, expected));
  }
}
