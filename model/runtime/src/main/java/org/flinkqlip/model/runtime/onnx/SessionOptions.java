// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How a session runs.
 *
 * @param provider the device's kind; it is used or the session does not open
 * @param device index of the device among those of its kind
 * @param threads of one call on the CPU; 0 for one per core
 * @param cpuNodes whether nodes may run on the CPU where the provider is CUDA
 */
public record SessionOptions(Provider provider, int device, int threads, CpuNodes cpuNodes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public SessionOptions {
    requireNonNull(provider, "provider is null");
    requireNonNull(cpuNodes, "cpuNodes is null");
    if (device < 0 || threads < 0) {
      throw new IllegalArgumentException(
          "device and threads must not be negative: %d, %d".formatted(device, threads));
    }
  }

  /** Options under which nodes may run on the CPU. */
  public SessionOptions(Provider provider, int device, int threads) {
    this(provider, device, threads, CpuNodes.ALLOW);
  }

  /** The CPU, with {@code threads} threads for one call; 0 for one per core. */
  public static SessionOptions cpu(int threads) {
    return new SessionOptions(Provider.CPU, 0, threads);
  }

  /** The same on another device of the kind. */
  public SessionOptions withDevice(int other) {
    return new SessionOptions(provider, other, threads, cpuNodes);
  }

  /** The same with other rules for nodes on the CPU. */
  public SessionOptions withCpuNodes(CpuNodes other) {
    return new SessionOptions(provider, device, threads, other);
  }
}
