// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;

/** One graph in ONNX Runtime, with what every session of ours needs. */
final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OrtSession.RunOptions runOptions;
  private final Provider provider;

  private OnnxSession(
      OrtEnvironment environment,
      OrtSession session,
      OrtSession.RunOptions runOptions,
      Provider provider) {
    this.environment = environment;
    this.session = session;
    this.runOptions = runOptions;
    this.provider = provider;
  }

  /** Loads the graph that is {@code file} of {@code bundle}. */
  static OnnxSession open(ModelBundle bundle, String file, SessionOptions options)
      throws InferenceException {
    if (bundle.manifest().precision() == Precision.INT8 && options.provider() == Provider.CUDA) {
      throw new InferenceException(
          "[%s] is of precision int8, which CUDA has no kernels for: export the checkpoint again with --precision float16, or set the provider to cpu"
              .formatted(bundle.directory()));
    }
    return open(bundle.file(file), options);
  }

  private static OnnxSession open(Path graph, SessionOptions options) throws InferenceException {
    OrtEnvironment environment = OnnxEnvironment.get();
    try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
      settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      // Threads that spin while they wait take the cores from those that decode the next images.
      settings.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (options.threads() > 0) {
        settings.setIntraOpNumThreads(options.threads());
      }
      if (options.provider() == Provider.CUDA) {
        addCuda(settings, options);
      }
      OrtSession session = environment.createSession(graph.toString(), settings);
      try {
        return new OnnxSession(
            environment, session, new OrtSession.RunOptions(), options.provider());
      } catch (OrtException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new InferenceException(
          "[%s] does not load on %s: %s".formatted(graph, options.provider(), e.getMessage()), e);
    }
  }

  /**
   * CUDA or an error: a job that asked for a GPU never runs on the CPU as a whole. Single nodes
   * may, unless {@link CpuNodes#FORBID} says otherwise.
   */
  private static void addCuda(OrtSession.SessionOptions settings, SessionOptions options)
      throws InferenceException, OrtException {
    if (!OrtEnvironment.getAvailableProviders().contains(ai.onnxruntime.OrtProvider.CUDA)) {
      throw new InferenceException(
          "CUDA was asked for, but this is the CPU build of ONNX Runtime: put onnxruntime_gpu in"
              + " its place (build with -Pgpu) or set the provider to cpu");
    }
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(options.device())) {
      settings.addCUDA(cuda);
    } catch (OrtException e) {
      throw new InferenceException(
          "CUDA device %d was asked for and cannot be used: %s. Check the driver and CUDA libraries, or set the provider to cpu"
              .formatted(options.device(), e.getMessage()),
          e);
    }
    limit(settings, options.cpuNodes());
  }

  /**
   * Says whether the runtime may place single nodes on the CPU. It looks at the main graph once it
   * has placed every node, and refuses it if one is on the CPU, whatever the reason.
   */
  static void limit(OrtSession.SessionOptions settings, CpuNodes cpuNodes) throws OrtException {
    settings.addConfigEntry(
        "session.disable_cpu_ep_fallback", cpuNodes == CpuNodes.FORBID ? "1" : "0");
  }

  /** Loads a graph of no bundle. */
  static OnnxSession openGraph(Path graph, SessionOptions options) throws InferenceException {
    return open(graph, options);
  }

  Provider provider() {
    return provider;
  }

  /** Whether the graph has an output of that name. */
  boolean gives(String output) {
    return session.getOutputNames().contains(output);
  }

  OnnxTensor bytes(ByteBuffer direct, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, direct, shape, ai.onnxruntime.OnnxJavaType.UINT8);
  }

  OnnxTensor ints(IntBuffer direct, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, direct, shape);
  }

  OnnxTensor longs(LongBuffer direct, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, direct, shape);
  }

  OnnxTensor floats(FloatBuffer direct, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, direct, shape);
  }

  /** Runs the graph into {@code outputs}. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException {
    session.run(inputs, Set.of(), outputs, runOptions).close();
  }

  void terminate() {
    try {
      runOptions.setTerminate(true);
    } catch (OrtException e) {
      throw new IllegalStateException("a live session can be terminated", e);
    }
  }

  @Override
  public void close() throws InferenceException {
    runOptions.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new InferenceException("closing the session failed: " + e.getMessage(), e);
    }
  }
}
