// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;

/**
 * PyTorch from the class path alone: nothing is downloaded at run time, nothing is reported to
 * anyone. The native library is unpacked once to a cache folder (about 450 MB), {@code
 * ~/.cache/flink-qlip/djl} unless the environment or the system property {@code DJL_CACHE_DIR}
 * names another.
 */
public final class TorchEngine {
  private static final String NAME = "PyTorch";
  private static final String CACHE = "DJL_CACHE_DIR";

  private TorchEngine() {}

  /**
   * Starts the engine on its first call; later ones return the same.
   *
   * @param threads that an operation may use; the first call's number holds for the process
   * @throws IllegalArgumentException if threads is not positive
   * @throws ai.djl.engine.EngineException if the native library cannot be loaded
   */
  public static Engine start(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("ai.djl.pytorch.num_threads", Integer.toString(threads));
    // Operations run one after another: a second pool would only compete.
    setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
    // The scripts are straight lines: optimising them costs the first steps and gains nothing.
    setIfAbsent("ai.djl.pytorch.graph_optimizer", "false");
    if (System.getenv(CACHE) == null) {
      setIfAbsent(
          CACHE,
          Path.of(System.getProperty("user.home"), ".cache", "flink-qlip", "djl").toString());
    }
    return Engine.getEngine(NAME);
  }

  /**
   * A manager for arrays that outlive a step; close it.
   *
   * @param threads as for {@link #start}
   */
  public static NDManager manager(int threads) {
    return start(threads).newBaseManager();
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
