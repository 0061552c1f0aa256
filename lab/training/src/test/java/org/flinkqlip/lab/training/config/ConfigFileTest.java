// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.lab.training.network.ComputePrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final JsonNode ARCHITECTURE = JsonNodeFactory.instance.objectNode();

  private static final String VALID =
      """
      model: {path: model.json}
      data: {kind: scenes, seed: 3}
      vocabulary: {size: 600}
      stage1:
        steps: 100
        batch: 16
        micro-batch: 8
        optimizer:
          kind: lamb
          learning-rates: {vision: 1.0e-4, text: 2.0e-4, quantizer: 3.0e-4, decoder: 4.0e-4}
          warm-up: 10
          weight-decay: 0.05
          clip: 5
        weights: {reconstruction: 10, alignment: 1, quantization: 0.1, commitment: 0.2}
        balancing: adaptive
      stage2:
        steps: 50
        batch: 16
        optimizer:
          kind: adamw
          learning-rates: {vision: 0, text: 0, quantizer: 1.0e-4, decoder: 1.0e-4}
          warm-up: 1
          weight-decay: 0
          clip: 1
        weights: {reconstruction: 1, quantization: 1, perceptual: 0.1, adversarial: 0.1}
        discriminator-learning-rate: 1.0e-4
      seed: 5
      precision: bfloat16
      checkpoint-every: 20
      output: runs/x
      """;

  @TempDir private Path folder;

  @Test
  void everyKeyIsRead() throws IOException {
    TrainingConfig config = read(VALID);
    assertThat(config.model().path()).isEqualTo(Path.of("model.json"));
    assertThat(config.data().kind()).isEqualTo(DataSection.Kind.SCENES);
    assertThat(config.data().seed()).isEqualTo(3);
    assertThat(config.vocabulary().size()).isEqualTo(600);
    Stage1Section stage1 = config.stage1();
    assertThat(stage1.microBatch()).isEqualTo(8);
    assertThat(stage1.optimizer().kind()).isEqualTo(OptimizerSection.Kind.LAMB);
    assertThat(stage1.optimizer().learningRates())
        .isEqualTo(new LearningRates(1e-4, 2e-4, 3e-4, 4e-4));
    assertThat(stage1.weights()).isEqualTo(new Stage1Weights(10, 1, 0.1, 0.2));
    assertThat(stage1.balancing()).isEqualTo(Balancing.ADAPTIVE);
    assertThat(config.stage2().weights()).isEqualTo(new Stage2Weights(1, 1, 0.1, 0.1));
    assertThat(config.precision()).isEqualTo(ComputePrecision.BFLOAT16);
    assertThat(config.seed()).isEqualTo(5);
    assertThat(config.output()).isEqualTo(Path.of("runs/x"));
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    TrainingConfig config = read(VALID.replace("precision: bfloat16\n", ""));
    assertThat(config.precision()).isEqualTo(ComputePrecision.FLOAT32);
    assertThat(config.threads()).isZero();
    assertThat(config.evaluateEvery()).isZero();
    assertThat(config.logEvery()).isEqualTo(10);
    assertThat(config.data().distinct()).isZero();
    assertThat(config.stage2().microBatch()).isEqualTo(16);
    assertThat(config.stage1().optimizer().beta2()).isEqualTo(0.95);
    assertThat(config.vocabulary().captions()).isEqualTo(20_000);
  }

  @Test
  void stage2MayBeAbsent() throws IOException {
    String text =
        VALID.substring(0, VALID.indexOf("stage2:")) + VALID.substring(VALID.indexOf("seed: 5"));
    assertThat(read(text).stage2()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'seed: 5', 'sead: 5', sead",
    "'  batch: 16\n  micro', '  bach: 16\n  micro', stage1.bach",
    "'vision: 1.0e-4', 'visoin: 1.0e-4', stage1.optimizer.learning-rates.visoin",
    "'micro-batch: 8', 'microBatch: 8', stage1.microBatch"
  })
  void anUnknownKeyIsNamedWithTheKnownOnes(String from, String to, String key) {
    assertThat(VALID).contains(from);
    assertThatThrownBy(() -> read(VALID.replace(from, to)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key " + key + ";")
        .hasMessageContaining("the keys there are");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps: 100|steps: 0|steps must be at least 1",
        "steps: 100|steps: 10.5|stage1.steps",
        "steps: 100|steps: many|stage1.steps",
        "warm-up: 10|warm-up: 100|warm-up",
        "micro-batch: 8|micro-batch: 7|micro-batch 7 does not divide batch 16",
        "kind: lamb|kind: sgd|stage1.optimizer.kind",
        "kind: scenes, |kind: webdataset, |needs paths",
        "kind: scenes, |kind: webdataset, paths: [a.tar], terse-from: 5, |captions of its own",
        "size: 600|size: 600, path: x|either path or size",
        "path: model.json|config: 3|model",
        "reconstruction: 10|reconstruction: 0|adaptive needs weights of both",
        "clip: 5|clip: -1|clip must not be negative",
        "checkpoint-every: 20|checkpoint-every: 0|checkpoint-every",
        "vision: 0, text: 0|vision: 1, text: 0|frozen",
        "seed: 5||seed",
        "output: runs/x||output is missing"
      })
  void aBadValueIsNamed(String from, String to, String message) {
    assertThat(VALID).contains(from);
    assertThatThrownBy(() -> read(VALID.replace(from, to == null ? "" : to)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.yaml")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: [", "- 1", "seed: 1\nseed: 2"})
  void whatIsNoConfigurationIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.yaml");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.yaml");
  }

  @Test
  void theDigestIsOfWhatDecidesTheWeightsAlone() throws IOException {
    TrainingConfig config = read(VALID);
    String digest = ConfigFile.digest(config, ARCHITECTURE);
    for (String same :
        List.of(
            VALID.replace("output: runs/x", "output: runs/y"),
            VALID.replace("checkpoint-every: 20", "checkpoint-every: 30"),
            VALID + "threads: 2\nevaluate-every: 7\nlog-every: 3\n")) {
      assertThat(ConfigFile.digest(read(same), ARCHITECTURE)).isEqualTo(digest);
    }
    for (String other :
        List.of(
            VALID.replace("seed: 5", "seed: 6"),
            VALID.replace("seed: 3", "seed: 4"),
            VALID.replace("clip: 5", "clip: 4"),
            VALID.replace("bfloat16", "float32"))) {
      assertThat(ConfigFile.digest(read(other), ARCHITECTURE)).isNotEqualTo(digest);
    }
    assertThat(ConfigFile.digest(config, JsonNodeFactory.instance.objectNode().put("a", 1)))
        .isNotEqualTo(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoke.yaml", "default.yaml", "large.yaml"})
  void theShippedConfigurationsAreValid(String name) throws IOException {
    TrainingConfig config = ConfigFile.read(Path.of("configs", name));
    assertThat(Path.of("configs").resolve(config.model().path())).isRegularFile();
  }

  private TrainingConfig read(String text) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, text);
    return ConfigFile.read(file);
  }
}
