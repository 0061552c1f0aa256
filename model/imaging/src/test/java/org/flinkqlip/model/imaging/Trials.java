// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Preprocesses hostile files one after the other on a thread of its own and keeps count. A file
 * that ends as anything but pixels or a rejection, takes more of its thread's CPU time than the
 * bound, which a busy machine does not stretch, or allocates more than the bound, fails the test,
 * and is written to {@code target/hostile} first.
 */
final class Trials implements AutoCloseable {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Seconds in a lock, without any progress: nothing here waits for anything. */
  private static final int MOST_IDLE = 60;

  /** How one file ended; {@code fault} is null where it became pixels. */
  record Trial(ImageFault fault, String message, Duration time, long allocated) {}

  private record Extreme(String name, long value) {}

  private final ImagePreprocessor preprocessor;
  private final ByteBuffer tensor;
  private final Duration longest;
  private final long mostAllocated;
  private volatile Thread worker;
  private volatile long cpuAtStart = Long.MAX_VALUE;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            worker = new Thread(task, "hostile-image");
            worker.setDaemon(true);
            return worker;
          });
  private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
  private Extreme slowest = new Extreme("none", 0);
  private Extreme largest = new Extreme("none", 0);

  /**
   * Trials under bounds.
   *
   * @param longest CPU time that one file may take
   * @param mostAllocated bytes of heap that one file may allocate in all, an upper bound of what it
   *     holds at once
   */
  Trials(PreprocessOptions options, Duration longest, long mostAllocated) {
    this.preprocessor = new ImagePreprocessor(options);
    this.tensor = ByteBuffer.allocate(preprocessor.tensorSize());
    this.longest = longest;
    this.mostAllocated = mostAllocated;
  }

  /** Tries one file and counts it under {@code group}. */
  Trial run(String group, String name, byte[] content) {
    Trial trial;
    try {
      trial = await(name, content, thread.submit(() -> measure(content)));
    } catch (ExecutionException e) {
      return fail(name + " let an exception escape; see " + keep(name, content), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e);
    }
    if (trial.time().compareTo(longest) > 0) {
      fail(name + " took " + trial.time() + "; see " + keep(name, content));
    }
    if (trial.allocated() > mostAllocated) {
      fail(name + " allocated " + trial.allocated() + " bytes; see " + keep(name, content));
    }
    count(group, name, trial);
    return trial;
  }

  /** A thread that is stuck, in a loop or in a lock, must not hold the test up. */
  private Trial await(String name, byte[] content, Future<Trial> running)
      throws ExecutionException, InterruptedException {
    long last = -1;
    int idle = 0;
    while (true) {
      try {
        return running.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        long used = THREADS.getThreadCpuTime(worker.getId());
        idle = used == last && worker.getState() != Thread.State.RUNNABLE ? idle + 1 : 0;
        last = used;
        if (used - cpuAtStart > 2 * longest.toNanos() || idle == MOST_IDLE) {
          return fail(name + " is stuck; see " + keep(name, content), e);
        }
      }
    }
  }

  private Trial measure(byte[] content) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    cpuAtStart = start;
    ImageFault fault = null;
    String message = "";
    try {
      preprocessor.preprocess(content, tensor, 0);
    } catch (ImageRejectedException e) {
      fault = e.fault();
      message = e.getMessage();
    }
    Duration time = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    return new Trial(fault, message, time, THREADS.getCurrentThreadAllocatedBytes() - allocated);
  }

  private void count(String group, String name, Trial trial) {
    String outcome = trial.fault() == null ? "DECODED" : trial.fault().name();
    outcomes.computeIfAbsent(group, key -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    if (trial.time().toNanos() > slowest.value()) {
      slowest = new Extreme(name, trial.time().toNanos());
    }
    if (trial.allocated() > largest.value()) {
      largest = new Extreme(name, trial.allocated());
    }
  }

  /** Files that ended so, of all groups. */
  int count(String outcome) {
    return outcomes.values().stream().mapToInt(group -> group.getOrDefault(outcome, 0)).sum();
  }

  /** Files tried. */
  int count() {
    return outcomes.values().stream()
        .flatMap(group -> group.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** A table of the groups and outcomes, with the extremes below it. */
  String table() {
    List<String> columns = new ArrayList<>(List.of("DECODED"));
    for (ImageFault fault : ImageFault.values()) {
      columns.add(fault.name());
    }
    StringBuilder text = new StringBuilder("%-12s %8s".formatted("input", "tried"));
    columns.forEach(column -> text.append(" %15s".formatted(column.toLowerCase(Locale.ROOT))));
    outcomes.forEach(
        (group, counts) -> {
          int tried = counts.values().stream().mapToInt(Integer::intValue).sum();
          text.append("\n%-12s %8d".formatted(group, tried));
          columns.forEach(column -> text.append(" %15d".formatted(counts.getOrDefault(column, 0))));
        });
    text.append("\n%-12s %8d".formatted("all", count()));
    columns.forEach(column -> text.append(" %15d".formatted(count(column))));
    text.append(
        "%nslowest: %s, %d ms of CPU time; most allocated: %s, %d MiB; peak resident memory of the JVM: %d MiB"
            .formatted(
                slowest.name(),
                slowest.value() / 1_000_000,
                largest.name(),
                largest.value() >> 20,
                peakResidentMebibytes()));
    return text.toString();
  }

  /** From Linux; 0 elsewhere. Holds native memory as well. */
  private static long peakResidentMebibytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static String keep(String name, byte[] content) {
    try {
      Path folder = Files.createDirectories(Path.of("target/hostile"));
      return Files.write(folder.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_")), content)
          .toString();
    } catch (IOException e) {
      return HexFormat.of().formatHex(content, 0, Math.min(content.length, 4_096));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
