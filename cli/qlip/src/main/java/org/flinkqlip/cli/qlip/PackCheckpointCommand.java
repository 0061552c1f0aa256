// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.Float16Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qlip pack-checkpoint}: a checkpoint with weights of half the size. */
@Command(
    name = "pack-checkpoint",
    description = "Write a checkpoint again with weights in float16, half the bytes of float32.",
    footer = {
      "",
      "The text vocabulary comes along. qlip export reads the result like any other checkpoint.",
      "Example: qlip pack-checkpoint --checkpoint runs/mine/checkpoint --output mine-float16"
    })
final class PackCheckpointCommand implements Callable<Integer> {
  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the checkpoint.")
  private Path checkpoint;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the packed one; made if missing, its checkpoint replaced.")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CheckpointException {
    if (output.toAbsolutePath().normalize().equals(checkpoint.toAbsolutePath().normalize())) {
      throw new ParameterException(
          spec.commandLine(), "--output must be another folder than --checkpoint");
    }
    Float16Checkpoint.write(checkpoint, output);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "wrote %s, %,d bytes of weights, %,d before%n",
        output,
        Files.size(output.resolve(Checkpoint.WEIGHTS)),
        Files.size(checkpoint.resolve(Checkpoint.WEIGHTS)));
    out.flush();
    return 0;
  }
}
