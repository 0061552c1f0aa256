// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.flinkqlip.model.runtime.codes.CodeLayout;
import org.jspecify.annotations.Nullable;

/**
 * {@code model.json}: what a bundle holds and how its numbers are to be read.
 *
 * @param formatVersion version of this file's layout
 * @param name of the model
 * @param trained whether the weights mean anything; false for random weights
 * @param imageSize edge S of the input in pixels
 * @param patchSize edge of a patch in pixels
 * @param gridHeight rows of patches
 * @param gridWidth columns of patches
 * @param bits of one code
 * @param groupSize bits of one group; groups are consecutive dimensions, most significant first
 * @param embeddingSize dimensions D of the embedding
 * @param featureSize width of the patch features if the encoder gives them, else null
 * @param text how texts enter the text tower
 * @param rawReconstruction whether the decoder also gives its unclamped output
 * @param precision of weights and activations
 * @param preprocessing of the pixels
 * @param exporterVersion version of the program that made the bundle
 * @param files SHA-256 of every file of the bundle, in hexadecimal, by plain file name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelManifest(
    @JsonProperty(required = true) int formatVersion,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) boolean trained,
    @JsonProperty(required = true) int imageSize,
    @JsonProperty(required = true) int patchSize,
    @JsonProperty(required = true) int gridHeight,
    @JsonProperty(required = true) int gridWidth,
    @JsonProperty(required = true) int bits,
    @JsonProperty(required = true) int groupSize,
    @JsonProperty(required = true) int embeddingSize,
    @JsonProperty("featureSize") @Nullable Integer featureSizeOrNull,
    @JsonProperty(required = true) TextTower text,
    @JsonProperty(required = true) boolean rawReconstruction,
    @JsonProperty(required = true) Precision precision,
    @JsonProperty(required = true) Preprocessing preprocessing,
    @JsonProperty(required = true) String exporterVersion,
    @JsonProperty(required = true) Map<String, String> files) {

  /** Version of the layout that this program writes and reads. */
  public static final int FORMAT_VERSION = 1;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  public ModelManifest {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "format version %d is not supported, only %d is: export the checkpoint again"
              .formatted(formatVersion, FORMAT_VERSION));
    }
    requireNonNull(text, "text is null");
    requireNonNull(precision, "precision is null");
    requireNonNull(preprocessing, "preprocessing is null");
    requireNonNull(exporterVersion, "exporterVersion is null");
    CodeLayout.check(bits, groupSize);
    if (!NAME.matcher(requireNonNull(name, "name is null")).matches()) {
      throw new IllegalArgumentException(
          "the name %s is not made of letters, digits, dots, dashes and underscores"
              .formatted(name));
    }
    if (imageSize < 1 || patchSize < 1 || gridHeight < 1 || gridWidth < 1 || embeddingSize < 1) {
      throw new IllegalArgumentException("sizes must be positive");
    }
    if (gridHeight * patchSize != imageSize || gridWidth * patchSize != imageSize) {
      throw new IllegalArgumentException(
          "a grid of %d x %d patches of %d pixels does not tile %d pixels"
              .formatted(gridHeight, gridWidth, patchSize, imageSize));
    }
    if (featureSizeOrNull != null && featureSizeOrNull < 1) {
      throw new IllegalArgumentException("featureSize must be positive: " + featureSizeOrNull);
    }
    SortedMap<String, String> sorted = new TreeMap<>(requireNonNull(files, "files is null"));
    for (Map.Entry<String, String> file : sorted.entrySet()) {
      if (!NAME.matcher(file.getKey()).matches()) {
        throw new IllegalArgumentException("%s is no plain file name".formatted(file.getKey()));
      }
      if (file.getValue() == null || !SHA256.matcher(file.getValue()).matches()) {
        throw new IllegalArgumentException("%s has no SHA-256".formatted(file.getKey()));
      }
    }
    files = Collections.unmodifiableSortedMap(sorted);
  }

  /** How the bits of a code fall into groups. */
  public CodeLayout codeLayout() {
    return new CodeLayout(bits, groupSize);
  }

  /** Whether the results of two bundles have the same sizes, as those of one model have. */
  public boolean isOfOneShapeWith(ModelManifest other) {
    return imageSize == other.imageSize
        && gridHeight == other.gridHeight
        && gridWidth == other.gridWidth
        && bits == other.bits
        && embeddingSize == other.embeddingSize;
  }

  /** Patches, and so codes, of an image. */
  public int tokens() {
    return gridHeight * gridWidth;
  }

  /** Width of the patch features, if the encoder gives them. */
  public OptionalInt featureSize() {
    return featureSizeOrNull == null ? OptionalInt.empty() : OptionalInt.of(featureSizeOrNull);
  }

  /** The file's bytes; the same manifest gives the same bytes. */
  public byte[] toJson() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JacksonException e) {
      throw new IllegalStateException("a manifest is always valid JSON", e);
    }
  }

  /**
   * Reads the file's bytes.
   *
   * @throws BundleException if they are no manifest of this version
   */
  static ModelManifest fromJson(byte[] json) throws BundleException {
    try {
      ModelManifest manifest = JSON.readValue(json, ModelManifest.class);
      if (manifest == null) {
        throw new BundleException("it is the word null");
      }
      return manifest;
    } catch (JacksonException e) {
      throw new BundleException(e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new BundleException(e.toString(), e);
    }
  }
}
