// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.flinkqlip.model.scratch.NativeLibraries;
import org.flinkqlip.model.scratch.ProcessFolder;

/**
 * ONNX Runtime's native libraries. Left alone, it copies them to a new folder of the temporary
 * directory in each process, some 25 MB without and 700 MB with CUDA, and a killed process leaves
 * them there.
 */
final class OnnxLibraries {
  private static final String FOLDER_PROPERTY = "onnxruntime.native.path";

  /** Those that {@code OnnxRuntime} of 1.29 looks for; an artifact holds some of them. */
  private static final List<String> NAMES =
      List.of(
          "onnxruntime",
          "onnxruntime4j_jni",
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private OnnxLibraries() {}

  /**
   * Copies the libraries to the process's folder, unless the user or another caller has done so.
   */
  static synchronized void extract() throws IOException {
    NativeLibraries.prepare();
    if (System.getProperty(FOLDER_PROPERTY) != null) {
      return;
    }
    Path folder = ProcessFolder.get().resolve("onnxruntime");
    Files.createDirectories(folder);
    folder.toFile().deleteOnExit();
    boolean found = false;
    for (String name : NAMES) {
      found |= copy(System.mapLibraryName(name), folder);
    }
    // Where none is on the class path, ONNX Runtime asks the system for its own.
    if (found) {
      System.setProperty(FOLDER_PROPERTY, folder.toString());
    }
  }

  private static boolean copy(String file, Path folder) throws IOException {
    String resource = "/ai/onnxruntime/native/%s/%s".formatted(platform(), file);
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
      if (in == null) {
        return false;
      }
      Path target = folder.resolve(file);
      target.toFile().deleteOnExit();
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      return true;
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String os = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
    return os + "-" + (machine.equals("amd64") || machine.equals("x86_64") ? "x64" : machine);
  }

  /**
   * Deletes the folder that ONNX Runtime makes in any case and uses for nothing then. It tells
   * nobody its name; one that stays is empty, and deleted later by {@code NativeLibraries}.
   */
  static void deleteEmptyFolder() {
    try {
      Field field = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      field.setAccessible(true);
      if (field.get(null) instanceof Path folder) {
        Files.deleteIfExists(folder);
      }
    } catch (ReflectiveOperationException | IOException | RuntimeException e) {
      System.getLogger(OnnxLibraries.class.getName())
          .log(System.Logger.Level.DEBUG, "ONNX Runtime's empty folder stays until its exit", e);
    }
  }
}
