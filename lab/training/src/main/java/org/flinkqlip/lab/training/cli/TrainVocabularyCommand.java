// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.loop.TrainingException;
import org.flinkqlip.lab.training.loop.VocabularyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code qlip train-vocabulary}: the vocabulary of a configuration alone. */
@Command(
    name = "train-vocabulary",
    description = "Learn a text vocabulary in CLIP's layout from the captions.",
    footer = {
      "",
      "Writes vocab.json and merges.txt to the output, for vocabulary.path of other configurations.",
      "Example: qlip train-vocabulary --config lab/training/configs/default.yaml --output vocabularies/scenes"
    })
final class TrainVocabularyCommand implements Callable<Integer> {
  @Mixin private ConfigOption option;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    TrainingConfig config = option.read();
    if (config.vocabulary().size() == null) {
      throw new TrainingException(
          "[%s] names a vocabulary that is there already; vocabulary.size asks for a new one"
              .formatted(option.file()));
    }
    int size = VocabularyFolder.prepare(config, option.base(), config.output());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%,d ids in %s%n", size, config.output());
    out.flush();
    return 0;
  }
}
