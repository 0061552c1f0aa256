// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.Violation;
import org.flinkqlip.local.progress.StreamCounts;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a demo, as {@code --report} writes them.
 *
 * @param holds whether the invariant holds
 * @param in records that were fed
 * @param tokenized of these, how many became codes and an embedding
 * @param deadLettered how many became a dead letter
 * @param tombstones how many became tombstones
 * @param duplicates results that are there more than once
 * @param missing records without a result
 * @param contentsCompared results and dead letters whose content was compared with their inputs
 * @param violations every kind of violation that occurred, with its number
 * @param deadLettersByCategory dead letters by their category
 * @param seconds from the first record fed to the last committed result
 * @param imagesPerSecond tokenized images in that time
 * @param latencyMsP50 median of the time from the feed to the committed result; null without any
 * @param latencyMsP99 99th percentile of it
 * @param restores how often the job came back from a checkpoint
 * @param model id of the model
 * @param trained whether its codes and embeddings mean anything
 * @param provider ONNX Runtime's execution provider
 * @param otherJobs the jobs beside TokenizeImages, by name
 */
public record DemoReport(
    boolean holds,
    long in,
    long tokenized,
    long deadLettered,
    long tombstones,
    long duplicates,
    long missing,
    long contentsCompared,
    SortedMap<String, Long> violations,
    SortedMap<String, Long> deadLettersByCategory,
    double seconds,
    double imagesPerSecond,
    @Nullable Double latencyMsP50,
    @Nullable Double latencyMsP99,
    long restores,
    String model,
    boolean trained,
    String provider,
    SortedMap<String, OtherJob> otherJobs) {
  /** Rejects nulls, of the latencies apart. */
  public DemoReport {
    requireNonNull(violations, "violations is null");
    requireNonNull(deadLettersByCategory, "deadLettersByCategory is null");
    requireNonNull(model, "model is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(otherJobs, "otherJobs is null");
  }

  /**
   * Which model ran where.
   *
   * @param id of the model
   * @param trained whether its codes and embeddings mean anything
   * @param provider ONNX Runtime's execution provider
   */
  public record Model(String id, boolean trained, String provider) {}

  /**
   * The figures of a job beside TokenizeImages.
   *
   * @param holds whether every input became exactly one of a result, a dead letter or a tombstone
   * @param in records that it read
   * @param results of these, how many became a result
   * @param deadLettered how many became a dead letter
   * @param tombstones how many became a tombstone
   * @param contentsCompared results and dead letters whose content was compared with their inputs
   * @param violations every kind of violation that occurred, with its number
   */
  public record OtherJob(
      boolean holds,
      long in,
      long results,
      long deadLettered,
      long tombstones,
      long contentsCompared,
      SortedMap<String, Long> violations) {

    static OtherJob of(AuditReport report) {
      return new OtherJob(
          report.holds(),
          report.in(),
          report.results(),
          report.deadLettered(),
          report.tombstones(),
          report.compared(),
          byKind(report.violations()));
    }
  }

  /** Puts the figures together. */
  static DemoReport of(
      AuditReport audit,
      StreamCounts counts,
      Duration elapsed,
      long restores,
      Model model,
      Map<String, AuditReport> others) {
    SortedMap<String, OtherJob> otherJobs = new TreeMap<>();
    others.forEach((job, report) -> otherJobs.put(job, OtherJob.of(report)));
    double seconds = elapsed.toNanos() / 1e9;
    return new DemoReport(
        audit.holds() && otherJobs.values().stream().allMatch(OtherJob::holds),
        audit.in(),
        audit.results(),
        audit.deadLettered(),
        audit.tombstones(),
        audit.count(Violation.Kind.DUPLICATE),
        audit.count(Violation.Kind.MISSING),
        audit.compared(),
        byKind(audit.violations()),
        audit.deadLettersByCategory(),
        round(seconds, 1000),
        seconds > 0 ? round(audit.results() / seconds, 100) : 0,
        milliseconds(counts.latencyP50()),
        milliseconds(counts.latencyP99()),
        restores,
        model.id(),
        model.trained(),
        model.provider(),
        otherJobs);
  }

  private static SortedMap<String, Long> byKind(List<Violation> violations) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Violation violation : violations) {
      counts.merge(violation.kind().name(), 1L, Long::sum);
    }
    return counts;
  }

  /** Writes the figures as JSON; folders are made as needed. */
  void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    new ObjectMapper().writer(new DefaultPrettyPrinter()).writeValue(file.toFile(), this);
  }

  private static @Nullable Double milliseconds(Optional<Duration> duration) {
    return duration.map(value -> round(value.toNanos() / 1e6, 10)).orElse(null);
  }

  private static double round(double value, int parts) {
    return Math.round(value * parts) / (double) parts;
  }
}
