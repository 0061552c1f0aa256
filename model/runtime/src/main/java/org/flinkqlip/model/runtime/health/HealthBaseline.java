// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.jspecify.annotations.Nullable;

/**
 * What a model gave for images that it is made for: {@code baseline.json} of its bundle.
 *
 * @param formatVersion version of this file's layout
 * @param model id of the model
 * @param data what the images were, in words
 * @param images how many
 * @param ones share of ones of each bit, the bit of latent dimension 0 first
 * @param distinctShare different codes for each code
 * @param meanEmbedding mean of the unit-length embeddings
 * @param embeddingLengthOrNull mean length of the embeddings before they were normalised, if the
 *     encoder gives it
 * @param unstableBitsOrNull share of the bits that another precision may flip, likewise
 * @param psnr mean PSNR of the reconstructions, in dB
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HealthBaseline(
    @JsonProperty(required = true) int formatVersion,
    @JsonProperty(required = true) String model,
    @JsonProperty(required = true) String data,
    @JsonProperty(required = true) long images,
    @JsonProperty(required = true) List<Double> ones,
    @JsonProperty(required = true) double distinctShare,
    @JsonProperty(required = true) List<Double> meanEmbedding,
    @JsonProperty("embeddingLength") @Nullable Double embeddingLengthOrNull,
    @JsonProperty("unstableBits") @Nullable Double unstableBitsOrNull,
    @JsonProperty(required = true) double psnr) {

  /** Version of the layout that this program writes and reads. */
  public static final int FORMAT_VERSION = 1;

  private static final int MAX_BYTES = 1 << 20;
  private static final double SMALLEST_LENGTH = 1e-6;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Rejects figures that cannot be. */
  public HealthBaseline {
    if (formatVersion != FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "format version %d is not supported, only %d is"
              .formatted(formatVersion, FORMAT_VERSION));
    }
    requireNonNull(model, "model is null");
    requireNonNull(data, "data is null");
    ones = List.copyOf(ones);
    meanEmbedding = List.copyOf(meanEmbedding);
    if (images < 1) {
      throw new IllegalArgumentException("a baseline of %d images".formatted(images));
    }
    ones.forEach(share -> checkShare("ones", share));
    checkShare("distinctShare", distinctShare);
    if (!meanEmbedding.stream().allMatch(Double::isFinite)
        || !(lengthOf(meanEmbedding) > SMALLEST_LENGTH)) {
      throw new IllegalArgumentException("meanEmbedding has no direction");
    }
    if (embeddingLengthOrNull != null
        && !(embeddingLengthOrNull > 0 && embeddingLengthOrNull < Double.MAX_VALUE)) {
      throw new IllegalArgumentException("no length of an embedding: " + embeddingLengthOrNull);
    }
    if (unstableBitsOrNull != null) {
      checkShare("unstableBits", unstableBitsOrNull);
    }
    if (!Double.isFinite(psnr)) {
      throw new IllegalArgumentException("no PSNR: " + psnr);
    }
  }

  private static void checkShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("%s is no share: %s".formatted(name, share));
    }
  }

  /**
   * A baseline of a bundle.
   *
   * @param data what the images were, in words
   * @param figures of these images, with reconstructions
   */
  public static HealthBaseline of(ModelBundle bundle, String data, HealthFigures figures) {
    return new HealthBaseline(
        FORMAT_VERSION,
        bundle.modelId(),
        data,
        figures.images(),
        list(figures.ones()),
        figures.distinctShare(),
        list(figures.meanEmbedding()),
        orNull(figures.embeddingLength()),
        orNull(figures.unstableBits()),
        figures.psnr());
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /**
   * The baseline of a bundle, if it has one.
   *
   * @throws BundleException if the file is malformed, a link, or of another model
   */
  public static Optional<HealthBaseline> in(ModelBundle bundle)
      throws IOException, BundleException {
    Path file = bundle.file(ModelBundle.BASELINE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
      throw unusable(file, "it is no plain file of at most %d bytes".formatted(MAX_BYTES), null);
    }
    HealthBaseline baseline;
    try {
      baseline = JSON.readValue(Files.readAllBytes(file), HealthBaseline.class);
    } catch (JacksonException e) {
      throw unusable(file, e.getOriginalMessage(), e);
    }
    if (baseline == null) {
      throw unusable(file, "it is the word null", null);
    }
    if (!baseline.model.equals(bundle.modelId())) {
      throw unusable(
          file, "it is of %s, not of %s".formatted(baseline.model, bundle.modelId()), null);
    }
    if (baseline.ones.size() != bundle.manifest().bits()
        || baseline.meanEmbedding.size() != bundle.manifest().embeddingSize()) {
      throw unusable(file, "its sizes are not the model's", null);
    }
    return Optional.of(baseline);
  }

  private static BundleException unusable(Path file, String why, @Nullable Exception cause) {
    return new BundleException(
        "[%s] is no baseline of this model: %s. Measure it again with: qlip evaluate --baseline --model %s"
            .formatted(file, why, file.getParent()),
        cause);
  }

  /** Writes it into the bundle, in place of an earlier one. */
  public void write(ModelBundle bundle) throws IOException {
    Path file = bundle.file(ModelBundle.BASELINE);
    // Not a temporary file, which nobody else may read: others load the bundle.
    Path part = bundle.file(ModelBundle.BASELINE + ".part");
    try {
      Files.writeString(part, JSON.writeValueAsString(this) + "\n", StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** 1 - cosine of the mean embeddings: 0 for the same direction, at most 2; NaN for none. */
  public double embeddingDrift(HealthFigures figures) {
    double dot = 0;
    double squares = 0;
    for (int i = 0; i < meanEmbedding.size(); i++) {
      double value = figures.meanEmbedding()[i];
      dot += value * meanEmbedding.get(i);
      squares += value * value;
    }
    return Math.max(0, 1 - dot / (Math.sqrt(squares) * lengthOf(meanEmbedding)));
  }

  /** Mean absolute difference of the shares of ones, 0 to 1. */
  public double bitDrift(HealthFigures figures) {
    double sum = 0;
    for (int bit = 0; bit < ones.size(); bit++) {
      sum += Math.abs(figures.ones()[bit] - ones.get(bit));
    }
    return sum / ones.size();
  }

  /** |length / the baseline's - 1|; NaN where either is not known. */
  public double embeddingLengthDrift(HealthFigures figures) {
    return embeddingLengthOrNull == null
        ? Double.NaN
        : Math.abs(figures.embeddingLength() / embeddingLengthOrNull - 1);
  }

  private static double lengthOf(List<Double> vector) {
    return Math.sqrt(vector.stream().mapToDouble(value -> value * value).sum());
  }
}
