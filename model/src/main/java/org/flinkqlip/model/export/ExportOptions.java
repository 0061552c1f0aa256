package org.flinkqlip.model.export;

import static java.util.Objects.requireNonNull;

/**
 * Choices of an export.
 *
 * @param name of the model; the first half of its id
 * @param trained whether the weights mean anything
 * @param features whether the encoder also gives the second-last hidden state
 */
public record ExportOptions(String name, boolean trained, boolean features) {

  public ExportOptions {
    requireNonNull(name, "name is null");
  }

  /** A trained model without features. */
  public static ExportOptions named(String name) {
    return new ExportOptions(name, true, false);
  }

  public ExportOptions withFeatures() {
    return new ExportOptions(name, trained, true);
  }

  public ExportOptions untrained() {
    return new ExportOptions(name, false, features);
  }
}
