// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

/** What computes. */
public final class OnnxRuntime {
  private OnnxRuntime() {}

  /**
   * The version of ONNX Runtime, such as 1.29.0.
   *
   * @throws InferenceException if the native library does not load
   */
  public static String version() throws InferenceException {
    return OnnxEnvironment.get().getVersion();
  }
}
