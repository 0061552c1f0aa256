// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

/** Where a session runs. */
public enum Provider {
  /** ONNX Runtime's CPU provider. */
  CPU,
  /** NVIDIA GPUs; needs the GPU build of ONNX Runtime. */
  CUDA
}
