// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process looks like to Linux at one moment; written and read as a line of text.
 *
 * @param number of the sample
 * @param millis of the clock
 * @param resident bytes
 */
record ProcessSample(int number, long millis, long resident, long threads, long descriptors) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern LINE =
      Pattern.compile("sample (\\d+) at (\\d+): (\\d+) bytes, (\\d+) threads, (\\d+) descriptors");

  /** This process now. */
  static ProcessSample here(int number) throws IOException {
    String status = Files.readString(Path.of("/proc/self/status"));
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return new ProcessSample(
          number,
          System.currentTimeMillis(),
          number(RESIDENT, status) * 1024,
          number(THREADS, status),
          open.count());
    }
  }

  /** The samples in a log, among other lines. */
  static List<ProcessSample> in(Path log) throws IOException {
    return LINE.matcher(Files.readString(log))
        .results()
        .map(
            line ->
                new ProcessSample(
                    Integer.parseInt(line.group(1)),
                    Long.parseLong(line.group(2)),
                    Long.parseLong(line.group(3)),
                    Long.parseLong(line.group(4)),
                    Long.parseLong(line.group(5))))
        .toList();
  }

  @Override
  public String toString() {
    return "sample %d at %d: %d bytes, %d threads, %d descriptors"
        .formatted(number, millis, resident, threads, descriptors);
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no %s in: %s".formatted(pattern, text));
    }
    return Long.parseLong(matcher.group(1));
  }
}
