// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.golden;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/**
 * A golden model as a bundle with every output.
 *
 * @param model the model
 * @param style operators of its blocks
 */
public record GoldenBundle(GoldenModel model, GraphStyle style) {

  /** Every model in every style. */
  public static List<GoldenBundle> all() {
    List<GoldenBundle> all = new ArrayList<>();
    for (GoldenModel model : GoldenModel.values()) {
      for (GraphStyle style : GraphStyle.values()) {
        all.add(new GoldenBundle(model, style));
      }
    }
    return all;
  }

  /** Exports it to a folder under {@code parent}. */
  public ModelBundle export(Path parent) throws Exception {
    return BundleExporter.export(
        model.checkpoint(),
        parent.resolve(toString()),
        ExportOptions.named("golden")
            .withFeatures(true)
            .withRawReconstruction(true)
            .withStyle(style));
  }

  @Override
  public String toString() {
    return model + " " + style;
  }
}
