// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import org.flinkqlip.lab.training.network.ComputePrecision;
import org.jspecify.annotations.Nullable;

/**
 * All of a run.
 *
 * @param model architecture
 * @param data what is learned from
 * @param vocabulary of the captions
 * @param stage1 reconstruction and alignment together
 * @param stage2 reconstruction alone, sharper; absent where only the first stage is wanted
 * @param seed of weights and data
 * @param threads of the device's CPU operators; 0 for one per core
 * @param precision of the matrix products
 * @param checkpointEvery steps between two saved states
 * @param evaluateEvery steps between two evaluations; 0 for none
 * @param logEvery steps between two lines of the log
 * @param output folder of everything that the run writes
 */
public record TrainingConfig(
    ModelSection model,
    DataSection data,
    VocabularySection vocabulary,
    Stage1Section stage1,
    @Nullable Stage2Section stage2,
    @JsonProperty(required = true) long seed,
    Integer threads,
    ComputePrecision precision,
    @JsonProperty(required = true) int checkpointEvery,
    Integer evaluateEvery,
    Integer logEvery,
    Path output) {

  static final int LOG_EVERY = 10;

  public TrainingConfig {
    Checks.present(model, "model");
    Checks.present(data, "data");
    Checks.present(vocabulary, "vocabulary");
    Checks.present(stage1, "stage1");
    Checks.present(output, "output");
    threads = Checks.orElse(threads, 0);
    precision = Checks.orElse(precision, ComputePrecision.FLOAT32);
    evaluateEvery = Checks.orElse(evaluateEvery, 0);
    logEvery = Checks.orElse(logEvery, LOG_EVERY);
    Checks.notNegative(threads, "threads");
    Checks.notNegative(evaluateEvery, "evaluate-every");
    Checks.positive(checkpointEvery, "checkpoint-every");
    Checks.positive(logEvery, "log-every");
  }

  public TrainingConfig withOutput(Path folder) {
    return new TrainingConfig(
        model,
        data,
        vocabulary,
        stage1,
        stage2,
        seed,
        threads,
        precision,
        checkpointEvery,
        evaluateEvery,
        logEvery,
        folder);
  }

  /**
   * The first stage alone, another one in place of its own.
   *
   * @param every steps between two evaluations; 0 for none
   */
  public TrainingConfig withStage1Alone(Stage1Section stage, int every) {
    return new TrainingConfig(
        model,
        data,
        vocabulary,
        stage,
        null,
        seed,
        threads,
        precision,
        checkpointEvery,
        every,
        logEvery,
        output);
  }
}
