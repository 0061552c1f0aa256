// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.onnx.Provider;

/** Contexts of quick runs. */
public final class Contexts {
  private Contexts() {}

  /**
   * A quick run on the CPU.
   *
   * @param python the interpreter that imaging asks for Pillow
   * @param work where everything goes
   * @param heard takes what the suite says
   */
  public static BenchContext quick(Path python, Path work, List<String> heard)
      throws IOException, BundleException {
    return new BenchContext(
        true,
        DefaultModel.open(),
        Provider.CPU,
        python,
        work,
        Files.createDirectories(work.resolve("charts")),
        heard::add);
  }
}
