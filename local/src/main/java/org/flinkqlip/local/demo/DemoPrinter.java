// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.Violation;
import org.flinkqlip.local.progress.TextTable;
import org.jspecify.annotations.Nullable;

/** What a demo tells people in the end. */
final class DemoPrinter {
  private static final int IMAGES_SHOWN = 3;
  private static final int VIOLATIONS_SHOWN = 10;

  private final PrintWriter output;

  DemoPrinter(PrintWriter output) {
    this.output = output;
  }

  /**
   * Prints everything.
   *
   * @param captions what is known about an image, by its identity
   * @param labels zero-shot labels, if the model has any
   */
  void print(
      DemoReport report,
      AuditReport audit,
      ResultSamples samples,
      Map<String, String> captions,
      Optional<SceneLabels> labels) {
    output.println();
    output.println(
        report.trained()
            ? "Some images, their first codes and nearest neighbours"
            : "Some images, their first codes and nearest neighbours"
                + " (of an UNTRAINED model: they mean nothing)");
    output.print(samples.images(IMAGES_SHOWN, captions, labels));
    labels.map(samples::meaning).ifPresent(this::print);
    if (!audit.deadLettersByCategory().isEmpty()) {
      output.println();
      output.println("Dead letters");
      output.print(samples.deadLetters(audit.deadLettersByCategory()));
    }
    output.println();
    output.println("The stream");
    output.print(table(report));
    output.println();
    verdict(
        audit.violations(),
        "every record became exactly one of codes and embedding, a dead letter, or tombstones.");
    output.flush();
  }

  /**
   * Prints what the other jobs did.
   *
   * @param others by name
   */
  void print(Map<String, AuditReport> others) {
    others.forEach(
        (job, report) -> {
          output.println();
          output.println(job);
          output.print(
              new TextTable()
                  .row("in", report.in())
                  .row("results", report.results())
                  .row("dead-lettered", report.deadLettered())
                  .row("tombstones", report.tombstones()));
          verdict(
              report.violations(),
              "every record became exactly one of a result, a dead letter, or a tombstone.");
        });
    output.flush();
  }

  private void print(SampleMeaning meaning) {
    if (meaning.images() == 0) {
      return;
    }
    output.println();
    output.printf(
        "Zero-shot labels: %d of %d pictures are told right among %d kinds.%n",
        meaning.labelledRight(), meaning.images(), SceneLabels.CLASSES);
    output.printf(
        "Nearest neighbours: %d of %d show the same shape and colour, %d one of the two.%n",
        meaning.sameKind(), meaning.images(), meaning.sameShapeOrColour() - meaning.sameKind());
  }

  private static TextTable table(DemoReport report) {
    return new TextTable()
        .row("in", report.in())
        .row("tokenized", report.tokenized())
        .row("dead-lettered", report.deadLettered())
        .row("tombstones", report.tombstones())
        .row("duplicates", report.duplicates())
        .row("missing", report.missing())
        .row("images/s", String.format(Locale.ROOT, "%.1f", report.imagesPerSecond()))
        .row("latency p50", milliseconds(report.latencyMsP50()))
        .row("latency p99", milliseconds(report.latencyMsP99()))
        .row("restores", report.restores())
        .row("model", report.model() + (report.trained() ? "" : " (UNTRAINED)"))
        .row("provider", report.provider());
  }

  private void verdict(List<Violation> violations, String invariant) {
    if (violations.isEmpty()) {
      output.println("The invariant holds: " + invariant);
      return;
    }
    output.printf("THE INVARIANT DOES NOT HOLD: %d violations%n", violations.size());
    for (Violation violation : violations.stream().limit(VIOLATIONS_SHOWN).toList()) {
      output.println("  " + violation);
    }
  }

  private static String milliseconds(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.0f ms", value);
  }
}
