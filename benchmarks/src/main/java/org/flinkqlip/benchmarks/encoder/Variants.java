package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.bundle.Precision;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.QlipConfig;
import org.flinkqlip.model.export.GraphStyle;

/**
 * The same weights as several graphs.
 *
 * @param config the network
 * @param fused what jobs run, in single precision
 * @param plain standard operators only, in single precision
 * @param int8 fused, with matrix products of 8-bit integers, where the exporter makes such
 */
record Variants(
    QlipConfig config, ModelBundle fused, ModelBundle plain, Optional<ModelBundle> int8) {
  private static final String INT8 = "INT8";

  Variants {
    requireNonNull(config, "config is null");
    requireNonNull(fused, "fused is null");
    requireNonNull(plain, "plain is null");
    requireNonNull(int8, "int8 is null");
  }

  /** Exports a model into the work directory; what an earlier run left there is used again. */
  static Variants export(MeasuredModel model, BenchContext context)
      throws IOException, CheckpointException, BundleException {
    Exports exports = new Exports(context);
    Optional<Precision> precision = int8Precision();
    Optional<ModelBundle> int8 =
        precision.isEmpty()
            ? Optional.empty()
            : Optional.of(
                exports.bundle(model, "-int8", options -> options.withPrecision(precision.get())));
    return new Variants(
        exports.config(model),
        exports.bundle(model, "", options -> options),
        exports.bundle(model, "-plain", options -> options.withStyle(GraphStyle.PLAIN)),
        int8);
  }

  /** Looked up by name: an exporter without it is measured all the same. */
  private static Optional<Precision> int8Precision() {
    return Arrays.stream(Precision.values()).filter(one -> one.name().equals(INT8)).findFirst();
  }
}
