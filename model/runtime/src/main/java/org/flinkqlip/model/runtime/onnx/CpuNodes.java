// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

/** Whether nodes of a graph that was placed on a GPU may run on the CPU all the same. */
public enum CpuNodes {
  /**
   * ONNX Runtime may place single nodes on the CPU: those that CUDA has no kernel for, with a copy
   * each way, and those on shapes, which it deems faster there.
   */
  ALLOW,
  /** A graph with any such node does not load; one on shapes counts, too. */
  FORBID
}
