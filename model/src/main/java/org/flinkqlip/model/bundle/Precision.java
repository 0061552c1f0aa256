package org.flinkqlip.model.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Type of a graph's weights and activations. */
public enum Precision {
  /** IEEE 754 single precision. */
  @JsonProperty("float32")
  FLOAT32
}
