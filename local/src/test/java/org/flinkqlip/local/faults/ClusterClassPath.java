// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Flink distribution has in its lib folder, picked from this JVM's own class path, and ONNX
 * Runtime, as the guide for clusters says. Nothing of the job: that comes in its jar.
 */
final class ClusterClassPath {
  private static final List<String> OF_FLINK =
      List.of(
          "flink-(?!connector-kafka|qlip|test-utils).*",
          "commons-(cli|collections|compress|io|lang3|math3|text)-.*",
          "(kryo|minlog|reflectasm|objenesis)-.*",
          "(snakeyaml-engine|javassist|snappy-java|lz4-java|async-profiler|jsr305)-.*",
          "(slf4j-api|log4j-slf4j-impl|log4j-core|log4j-api)-.*",
          "onnxruntime-.*");
  private static final Pattern WANTED =
      Pattern.compile(
          OF_FLINK.stream().collect(Collectors.joining("|", "(", ")")) + "(?<!-tests)\\.jar");

  private ClusterClassPath() {}

  static String of() {
    String path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> WANTED.matcher(Path.of(entry).getFileName().toString()).matches())
            .collect(Collectors.joining(File.pathSeparator));
    if (!path.contains("flink-runtime-") || !path.contains("onnxruntime-")) {
      throw new IllegalStateException(
          "Flink or ONNX Runtime is not among the class path's jars: "
              + System.getProperty("java.class.path"));
    }
    return path;
  }
}
