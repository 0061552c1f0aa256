// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static java.util.Objects.requireNonNullElse;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime itself, one in a process. */
final class OnnxEnvironment {
  /** Address space only: the pages that are not touched cost nothing. */
  private static final long STACK_BYTES = 256L << 20;

  private OnnxEnvironment() {}

  /**
   * The environment, made on first use. ONNX Runtime 1.29 then matches the process's command line
   * with a regular expression that recurses once per character: some 8 KB, as a class path easily
   * has, overflow the stack of an ordinary Java thread and kill the JVM. So a thread with a deep
   * stack makes it.
   *
   * <p>The published library collects what sessions do, and sends it to its makers: not here.
   *
   * @throws InferenceException if the native library does not load
   */
  static OrtEnvironment get() throws InferenceException {
    FutureTask<OrtEnvironment> making =
        new FutureTask<>(
            () -> {
              OnnxLibraries.extract();
              OrtEnvironment environment =
                  OrtEnvironment.getEnvironment(
                      OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "flink-qlip");
              // From here on: what it tells when it is made, only ORT_DISABLE_TELEMETRY keeps.
              environment.setTelemetry(false);
              OnnxLibraries.deleteEmptyFolder();
              return environment;
            });
    Thread thread = new Thread(null, making, "onnxruntime-init", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return making.get();
    } catch (ExecutionException e) {
      Throwable failure = requireNonNullElse(e.getCause(), e);
      throw new InferenceException(
          "ONNX Runtime's native library does not load: "
              + failure
              + ". Check that exactly one of onnxruntime and onnxruntime_gpu is on the class path",
          failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException("interrupted while ONNX Runtime was being loaded", e);
    }
  }
}
