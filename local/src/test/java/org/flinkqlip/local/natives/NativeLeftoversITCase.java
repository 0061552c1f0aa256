// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.natives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes with every native library loaded, ended as {@code kill -9} does. */
@Timeout(300)
class NativeLeftoversITCase {
  private static final int KILLS = 5;

  private static Path bundle;

  @TempDir private Path temporary;

  @BeforeAll
  static void makeBundle() throws Exception {
    bundle = DefaultModel.open().directory();
  }

  @Test
  void killedProcessesLeaveNoMoreThanOneFolder() throws Exception {
    List<Long> bytes = new ArrayList<>();
    List<Integer> files = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      run().destroyForcibly().waitFor();
      age();
      List<Path> left = left();
      files.add(left.size());
      bytes.add(left.stream().mapToLong(NativeLeftoversITCase::size).sum());
    }

    assertThat(files).as("files after each kill").containsOnly(files.get(0));
    assertThat(bytes).as("bytes after each kill").containsOnly(bytes.get(0));

    Process last = run("end");
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(left()).as("files after an ordered end").isEmpty();
  }

  @Test
  void aLivingProcessKeepsItsLibrariesWhileOthersCleanUp() throws Exception {
    Process living = run();
    List<Path> its = left();
    run().destroyForcibly().waitFor();
    run().destroyForcibly().waitFor();

    assertThat(living.isAlive()).isTrue();
    assertThat(its).isNotEmpty().allMatch(Files::exists);
    living.destroyForcibly().waitFor();
  }

  private Process run(String... more) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                NativesMain.class.getName(),
                bundle.toString()));
    line.addAll(List.of(more));
    Process process =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.inputReader(UTF_8).readLine()).isEqualTo(NativesMain.READY);
    return process;
  }

  /** As if the next start came a day later. */
  private void age() throws IOException {
    for (Path path : list(temporary)) {
      if (path.getParent().equals(temporary)) {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(86_400)));
      }
    }
  }

  private List<Path> left() throws IOException {
    return list(temporary).stream().filter(Files::isRegularFile).toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.toList();
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
