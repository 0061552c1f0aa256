// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;

/** A bundle for people. */
final class BundlePrinter {
  private BundlePrinter() {}

  static void print(ModelBundle bundle, PrintWriter out) throws IOException {
    ModelManifest manifest = bundle.manifest();
    out.printf("model       %s%n", bundle.describe());
    out.printf("folder      %s%n", bundle.directory());
    out.printf(
        "input       %d x %d pixels, %s resize of the shortest edge, %s crop%n",
        manifest.imageSize(),
        manifest.imageSize(),
        manifest.preprocessing().resample(),
        manifest.preprocessing().crop());
    out.printf(
        "codes       %d x %d = %d of %d bits, in %d groups of %d; %d bytes packed%n",
        manifest.gridHeight(),
        manifest.gridWidth(),
        manifest.tokens(),
        manifest.bits(),
        manifest.codeLayout().groups(),
        manifest.groupSize(),
        (manifest.tokens() * manifest.bits() + 7) / 8);
    out.printf("embedding   %d dimensions%n", manifest.embeddingSize());
    if (manifest.featureSize().isPresent()) {
      out.printf("features    %d dimensions a patch%n", manifest.featureSize().getAsInt());
    }
    out.printf("precision   %s, exporter %s%n", manifest.precision(), manifest.exporterVersion());
    for (String file : manifest.files().keySet()) {
      out.printf("file        %s, %,d bytes, verified%n", file, Files.size(bundle.file(file)));
    }
    out.flush();
  }
}
