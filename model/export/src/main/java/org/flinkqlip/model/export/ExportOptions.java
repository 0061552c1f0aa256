// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.model.runtime.bundle.Precision;

/**
 * Choices of an export.
 *
 * @param name of the model; the first half of its id
 * @param trained whether the weights mean anything
 * @param features whether the encoder also gives the second-last hidden state
 * @param rawReconstruction whether the decoder also gives its unclamped output
 * @param precision of weights and activations
 * @param style which operators the transformer blocks are made of
 */
public record ExportOptions(
    String name,
    boolean trained,
    boolean features,
    boolean rawReconstruction,
    Precision precision,
    GraphStyle style) {

  public ExportOptions {
    requireNonNull(name, "name is null");
    requireNonNull(precision, "precision is null");
    requireNonNull(style, "style is null");
  }

  /** A trained model in single precision with codes, embedding and pixels only. */
  public static ExportOptions named(String name) {
    return new ExportOptions(name, true, false, false, Precision.FLOAT32, GraphStyle.FUSED);
  }

  public ExportOptions withTrained(boolean value) {
    return new ExportOptions(name, value, features, rawReconstruction, precision, style);
  }

  public ExportOptions withFeatures(boolean value) {
    return new ExportOptions(name, trained, value, rawReconstruction, precision, style);
  }

  public ExportOptions withRawReconstruction(boolean value) {
    return new ExportOptions(name, trained, features, value, precision, style);
  }

  public ExportOptions withPrecision(Precision value) {
    return new ExportOptions(name, trained, features, rawReconstruction, value, style);
  }

  public ExportOptions withStyle(GraphStyle value) {
    return new ExportOptions(name, trained, features, rawReconstruction, precision, value);
  }
}
