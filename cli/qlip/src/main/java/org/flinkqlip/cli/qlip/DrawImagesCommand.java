// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flinkqlip.local.feed.SceneFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qlip draw-images}: pictures to try things on. */
@Command(
    name = "draw-images",
    description = "Draw scenes of coloured shapes in many formats and sizes.",
    footer = {"", "Example: qlip draw-images --count 200 --grain --output pictures"})
final class DrawImagesCommand implements Callable<Integer> {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the pictures; made if missing.")
  private Path output;

  @Option(names = "--count", paramLabel = "N", defaultValue = "200", description = "Default: 200.")
  private int count;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(
      names = "--grain",
      description = "Lay a steep gradient and noise over each, so that no two patches are alike.")
  private boolean grain;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SceneFolder.write(output, count, seed, grain);
    spec.commandLine().getOut().printf("drew %d pictures in %s%n", count, output);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
