// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.models.Exports;
import org.flinkqlip.benchmarks.models.MeasuredModel;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;

/**
 * The same weights as several graphs.
 *
 * @param config the network
 * @param fused what jobs run, in single precision
 * @param plain standard operators only, in single precision
 * @param int8 fused, with matrix products of 8-bit integers
 */
record Variants(QlipConfig config, ModelBundle fused, ModelBundle plain, ModelBundle int8) {

  Variants {
    requireNonNull(config, "config is null");
    requireNonNull(fused, "fused is null");
    requireNonNull(plain, "plain is null");
    requireNonNull(int8, "int8 is null");
  }

  /** Exports a model into the work directory. */
  static Variants export(MeasuredModel model, BenchContext context)
      throws IOException, CheckpointException, BundleException {
    Exports exports = new Exports(context);
    return new Variants(
        exports.config(model),
        exports.bundle(model),
        exports.bundle(model, GraphStyle.PLAIN, Precision.FLOAT32),
        exports.bundle(model, GraphStyle.FUSED, Precision.INT8));
  }
}
