// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.flinkqlip.model.runtime.bundle.Sha256;

/** Reads configurations, and tells which of them give the same weights. */
public final class ConfigFile {
  private static final JsonMapper YAML =
      mapper(new JsonMapper.Builder(new JsonMapper(new YAMLFactory())));
  private static final JsonMapper JSON = mapper(JsonMapper.builder());

  private ConfigFile() {}

  private static JsonMapper mapper(JsonMapper.Builder builder) {
    return builder
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build();
  }

  /**
   * Reads a configuration.
   *
   * @throws ConfigException if the file is malformed or a key unknown, missing or out of range; it
   *     is named
   */
  public static TrainingConfig read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "[%s] is no file; lab/training/configs has configurations to start from".formatted(file));
    }
    try {
      JsonNode tree = YAML.readTree(Files.readString(file));
      if (tree == null || !tree.isObject()) {
        throw new ConfigException("[%s] has no keys".formatted(file));
      }
      UnknownKeys.refuse(tree, TrainingConfig.class, "");
      return YAML.treeToValue(tree, TrainingConfig.class);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("[%s] %s".formatted(file, e.getMessage()), e);
    } catch (JsonMappingException e) {
      String path = path(e);
      throw new ConfigException(
          "[%s] %s%s".formatted(file, path.isEmpty() ? "" : path + ": ", fault(e)), e);
    } catch (JacksonException e) {
      throw new ConfigException("[%s] is no YAML: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            part ->
                part.getFieldName() == null
                    ? "[%d]".formatted(part.getIndex())
                    : part.getFieldName())
        .collect(Collectors.joining("."));
  }

  private static String fault(JsonMappingException e) {
    return e.getCause() instanceof IllegalArgumentException own
        ? requireNonNullElse(own.getMessage(), own.toString())
        : e.getOriginalMessage();
  }

  /**
   * Digest of all that decides the weights: not of where and how often the run writes, and not of
   * the threads, which change the last bits only.
   *
   * @param architecture the content of the model's config.json, wherever it was read from
   */
  public static String digest(TrainingConfig config, JsonNode architecture) throws IOException {
    TrainingConfig neutral =
        new TrainingConfig(
            new ModelSection(null, architecture),
            config.data(),
            config.vocabulary(),
            config.stage1(),
            config.stage2(),
            config.seed(),
            0,
            config.precision(),
            1,
            0,
            TrainingConfig.LOG_EVERY,
            Path.of("."));
    return Sha256.of(JSON.writeValueAsString(neutral).getBytes(StandardCharsets.UTF_8));
  }
}
