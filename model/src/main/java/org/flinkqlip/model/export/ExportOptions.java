package org.flinkqlip.model.export;

import static java.util.Objects.requireNonNull;

/**
 * Choices of an export.
 *
 * @param name of the model; the first half of its id
 * @param trained whether the weights mean anything
 * @param features whether the encoder also gives the second-last hidden state
 * @param rawReconstruction whether the decoder also gives its unclamped output
 */
public record ExportOptions(
    String name, boolean trained, boolean features, boolean rawReconstruction) {

  public ExportOptions {
    requireNonNull(name, "name is null");
  }

  /** A trained model with codes, embedding and pixels only. */
  public static ExportOptions named(String name) {
    return new ExportOptions(name, true, false, false);
  }

  public ExportOptions withTrained(boolean value) {
    return new ExportOptions(name, value, features, rawReconstruction);
  }

  public ExportOptions withFeatures(boolean value) {
    return new ExportOptions(name, trained, value, rawReconstruction);
  }

  public ExportOptions withRawReconstruction(boolean value) {
    return new ExportOptions(name, trained, features, value);
  }
}
