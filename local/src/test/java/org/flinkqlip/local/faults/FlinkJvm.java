// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code java} is told to run a process of Flink, as the distribution's scripts would.
 *
 * @param directory where the cluster keeps its files; holds the folders {@code conf} and {@code
 *     tmp}
 */
record FlinkJvm(Path directory) {
  private static final List<String> OPENS =
      Stream.of("java.util", "java.lang", "java.net", "java.io", "java.util.concurrent")
          .map("--add-opens=java.base/%s=ALL-UNNAMED"::formatted)
          .toList();

  /** The folder of Flink's configuration. */
  Path configuration() {
    return directory.resolve("conf");
  }

  /** Options, main class and arguments. */
  List<String> arguments(List<String> options, String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(options);
    all.addAll(OPENS);
    all.add("-XX:+UseSerialGC");
    all.add("-XX:TieredStopAtLevel=1");
    // A killed JVM leaves the native libraries that it unpacked.
    all.add("-Djava.io.tmpdir=" + directory.resolve("tmp"));
    all.add("-Dlog4j2.configurationFile=" + configuration().resolve("log4j2.xml"));
    all.add("-cp");
    all.add(ClusterClassPath.of());
    all.add(mainClass);
    all.addAll(arguments);
    return all;
  }
}
