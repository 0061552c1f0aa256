// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

/** Which operators the transformer blocks are made of. */
public enum GraphStyle {
  /** ONNX Runtime's fused operators; the fastest. */
  FUSED,
  /** Standard ONNX operators only, as a general exporter writes them. */
  PLAIN
}
