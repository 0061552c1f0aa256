// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads options from a YAML file, with nested or dotted keys, or from a {@code .properties} file.
 */
final class OptionsFile {
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String name;
  private final Map<String, RawValue> values = new LinkedHashMap<>();

  private OptionsFile(String name) {
    this.name = name;
  }

  /**
   * The values in the file, in its order.
   *
   * @throws InvalidOptionsException if the file cannot be read or makes no sense, naming it
   */
  static Map<String, RawValue> read(Path path) {
    String text;
    try {
      text = Files.readString(path, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new InvalidOptionsException("options file " + path + " does not exist");
    } catch (IOException e) {
      throw new InvalidOptionsException("options file " + path + " cannot be read: " + e);
    }
    OptionsFile file = new OptionsFile(path.getFileName().toString());
    if (file.name.endsWith(".properties")) {
      file.readProperties(text);
    } else if (file.name.endsWith(".yaml") || file.name.endsWith(".yml")) {
      file.readYaml(text);
    } else {
      throw file.invalid("its name must end in .yaml, .yml or .properties");
    }
    return file.values;
  }

  private void readProperties(String text) {
    Properties properties = new Properties();
    try (Reader reader = new StringReader(text)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(requireNonNullElse(e.getMessage(), e.toString()));
    }
    properties.stringPropertyNames().forEach(key -> put(key, properties.getProperty(key)));
  }

  private void readYaml(String text) {
    try (YAMLParser parser = YAML.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw invalid("it must hold keys and values");
      }
      readObject("", parser);
      if (parser.nextToken() != null) {
        throw invalid("it must hold one YAML document");
      }
    } catch (JacksonException e) {
      throw invalid(
          (e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ")
              + reason(e));
    } catch (IOException e) {
      throw invalid(requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private static String reason(JacksonException e) {
    // The YAML scanner quotes the source, which may hold a secret.
    return e instanceof JacksonYAMLParseException ? "it is not valid YAML" : e.getOriginalMessage();
  }

  private void readObject(String prefix, YAMLParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = prefix + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> readObject(key + ".", parser);
        case START_ARRAY -> put(key, readList(key, parser));
        case VALUE_NULL -> {}
        default -> put(key, scalar(key, parser));
      }
    }
  }

  private List<String> readList(String key, YAMLParser parser) throws IOException {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isScalarValue()) {
        throw invalid("'" + key + "' must be a list of plain values");
      }
      items.add(scalar(key, parser));
    }
    return items;
  }

  /** The text as it is written: a password of digits keeps its leading zeros. */
  private String scalar(String key, YAMLParser parser) throws IOException {
    if (parser.isCurrentAlias()) {
      throw invalid("'" + key + "' is a YAML alias, which is not supported: repeat the value");
    }
    return parser.getText();
  }

  private void put(String key, Object value) {
    if (values.put(key, new RawValue(value, name)) != null) {
      throw invalid("'" + key + "' is given twice");
    }
  }

  private InvalidOptionsException invalid(String problem) {
    return new InvalidOptionsException("options file " + name + ": " + problem);
  }
}
