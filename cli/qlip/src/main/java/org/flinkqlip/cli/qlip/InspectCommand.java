// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip inspect}: what a bundle holds. */
@Command(name = "inspect", description = "Verify a model bundle and print what it holds.")
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUNDLE", description = "Folder of the bundle.")
  private Path directory;

  @Option(names = "--json", description = "Print the manifest as it is.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException {
    ModelBundle bundle = ModelBundle.open(directory);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(new String(bundle.manifest().toJson(), StandardCharsets.UTF_8));
    } else {
      BundlePrinter.print(bundle, out);
    }
    out.flush();
    return 0;
  }
}
