// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.PublishedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code qlip init-model}: a checkpoint of a published model's size, with random weights. */
@Command(
    name = "init-model",
    description = "Write a checkpoint in the published layout with random weights.",
    footer = {
      "",
      "For measuring speed and memory: its codes and embeddings mean nothing.",
      "Example: qlip init-model --like qlip-b-16-256 --output checkpoints/b16"
    })
final class InitModelCommand implements Callable<Integer> {

  /** Names of the published models, for the help and completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(List.of(PublishedModel.values()).stream().map(PublishedModel::toString).toList());
    }
  }

  /** Reads the names that the model's authors use, such as qlip-b-16-256. */
  static final class ModelByName implements ITypeConverter<PublishedModel> {

    @Override
    public PublishedModel convert(String value) {
      for (PublishedModel model : PublishedModel.values()) {
        if (model.toString().equalsIgnoreCase(value)) {
          return model;
        }
      }
      throw new TypeConversionException(
          "'%s' is none of %s".formatted(value, List.of(PublishedModel.values())));
    }
  }

  @Option(
      names = "--like",
      paramLabel = "MODEL",
      required = true,
      completionCandidates = Names.class,
      converter = ModelByName.class,
      description = "Whose dimensions: ${COMPLETION-CANDIDATES}.")
  private PublishedModel like;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the checkpoint; new or empty.")
  private Path output;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (Files.isDirectory(output)) {
      try (var files = Files.list(output)) {
        if (files.findAny().isPresent()) {
          throw new CommandFailedException(
              "[%s] is not empty: name another --output".formatted(output));
        }
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("writing random weights of the size of %s, this takes a while%n", like);
    out.flush();
    like.writeRandom(output, seed);
    out.printf(
        "wrote %s, %,d bytes of weights; next: qlip export --checkpoint %s --untrained --output"
            + " DIR%n",
        output, Files.size(output.resolve(Checkpoint.WEIGHTS)), output);
    out.flush();
    return 0;
  }
}
