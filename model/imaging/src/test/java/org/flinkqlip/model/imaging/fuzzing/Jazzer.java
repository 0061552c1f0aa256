// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jazzer's driver in a JVM of its own. A target has a {@code static void
 * fuzzerTestOneInput(byte[])} that lets escape what is a fault. An input that finds one stays in
 * {@code target/jazzer}, as does the whole output.
 */
public final class Jazzer {
  private static final String DRIVER = "com.code_intelligence.jazzer.Jazzer";
  private static final int SECONDS = Integer.getInteger("hostile.jazzer.seconds", 60);
  private static final int SEED = Integer.getInteger("hostile.jazzer.seed", 5);
  private static final int SECONDS_AN_INPUT = 15;
  private static final int LONGEST_INPUT = 1 << 14;
  private static final int RESIDENT_MEBIBYTES = 2_048;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+) ft: (\\d+)");

  private Jazzer() {}

  /**
   * Fuzzes a target for a minute, or as long as {@code -Dhostile.jazzer.seconds} says.
   *
   * @param instrumented packages whose branches guide it, such as {@code org.flinkqlip.model.**}
   * @return how many inputs were tried and what they reached, for people
   */
  public static String fuzz(Class<?> target, String instrumented, Collection<byte[]> seeds)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "jazzer", target.getSimpleName()));
    Path corpus = Files.createTempDirectory(folder, "corpus-");
    int name = 0;
    for (byte[] seed : seeds) {
      if (seed.length <= LONGEST_INPUT) {
        Files.write(corpus.resolve("seed-" + name++), seed);
      }
    }
    assertThat(name).as("seeds of at most %d bytes", LONGEST_INPUT).isPositive();
    Path log = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                DRIVER,
                "--target_class=" + target.getName(),
                "--instrumentation_includes=" + instrumented,
                "--reproducer_path=" + folder.toAbsolutePath(),
                "-artifact_prefix=" + folder.toAbsolutePath() + "/",
                "-max_total_time=" + SECONDS,
                "-seed=" + SEED,
                "-timeout=" + SECONDS_AN_INPUT,
                "-rss_limit_mb=" + RESIDENT_MEBIBYTES,
                "-max_len=" + LONGEST_INPUT,
                corpus.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(2L * SECONDS + 120, TimeUnit.SECONDS))
          .as("end of %s", log)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(log);
    assertThat(process.exitValue()).as("what Jazzer found: %s", end(output)).isZero();
    Matcher done = DONE.matcher(output);
    assertThat(done.find()).as("%s: %s", log, end(output)).isTrue();
    return "%s: %s inputs in %s s, %s"
        .formatted(target.getSimpleName(), done.group(1), done.group(2), coverage(output));
  }

  private static String coverage(String output) {
    Matcher coverage = COVERAGE.matcher(output);
    String first = "";
    String last = "";
    while (coverage.find()) {
      first = first.isEmpty() ? coverage.group(1) : first;
      last = coverage.group(1);
    }
    return "branches reached: %s at first, %s in the end".formatted(first, last);
  }

  private static String end(String output) {
    List<String> lines = output.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }
}
