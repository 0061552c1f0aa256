// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a task manager from outside: Linux, Flink's REST interface, {@code jcmd}. */
final class TaskManagerGauges {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern LIVE_HEAP = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");
  private static final String DIRECT = "Status.JVM.Memory.Direct.MemoryUsed";

  private final long pid;
  private final String id;
  private final ClusterRest rest;
  private final Map<Gauge, GaugeSeries> series = new EnumMap<>(Gauge.class);

  /**
   * Gauges of a process.
   *
   * @param name for people
   * @param id as which Flink knows it
   */
  TaskManagerGauges(String name, long pid, String id, ClusterRest rest) {
    this.pid = pid;
    this.id = id;
    this.rest = rest;
    for (Gauge gauge : Gauge.values()) {
      series.put(gauge, new GaugeSeries(name, gauge));
    }
  }

  List<GaugeSeries> series() {
    return List.copyOf(series.values());
  }

  /** Samples what costs nothing. */
  void sample(double minutes) throws Exception {
    String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    add(Gauge.RESIDENT, minutes, number(RESIDENT, status) * 1024);
    add(Gauge.THREADS, minutes, number(THREADS, status));
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      add(Gauge.FILE_DESCRIPTORS, minutes, open.count());
    }
    add(Gauge.DIRECT, minutes, rest.taskManagerMetric(id, DIRECT));
  }

  /** Samples what lives in the heap; the collection that this takes stops the process a while. */
  void sampleLiveHeap(double minutes) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    add(Gauge.LIVE_HEAP, minutes, number(LIVE_HEAP, histogram));
  }

  private void add(Gauge gauge, double minutes, long raw) {
    series.get(gauge).add(minutes, raw);
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no %s in: %s".formatted(pattern, text));
    }
    return Long.parseLong(matcher.group(1));
  }
}
