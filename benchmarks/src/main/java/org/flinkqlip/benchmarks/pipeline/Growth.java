// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/** Throughput and memory while one thing after the other grows. */
final class Growth {
  /** Linear, with what two measurements differ by chance. */
  private static final double LINEAR = 1.15;

  private static final int PICTURES = 32;
  private static final int LEAST_RECORDS = 64;
  private static final String MEMORY_HEAP = "-Xmx192m";

  private final Stack stack;
  private final JobSetup setup;
  private final PipelinePlan plan;
  private final Findings findings;

  Growth(Stack stack, JobSetup setup, PipelinePlan plan, Findings findings) {
    this.stack = requireNonNull(stack, "stack is null");
    this.setup = requireNonNull(setup, "setup is null");
    this.plan = requireNonNull(plan, "plan is null");
    this.findings = requireNonNull(findings, "findings is null");
  }

  /**
   * Measures all of it.
   *
   * @param perSecond about how many images a second the job does by default
   * @param edge of the pictures, in pixels
   * @param chart PNG to draw
   */
  void run(double perSecond, int edge, Path work, Path chart) throws Exception {
    Pictures pictures = Pictures.drawn(PICTURES, edge);
    ChartSheet sheet = new ChartSheet();
    batches(pictures, perSecond, sheet);
    memory(setup.bundle(), work, sheet);
    edges(perSecond, edge, sheet);
    partitions(pictures, perSecond, sheet);
    parallelism(pictures, perSecond);
    sheet.write(chart);
  }

  private void batches(Pictures pictures, double perSecond, ChartSheet sheet) throws Exception {
    List<Curve.Point> points = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (int batch : plan.batches()) {
      Throughput job = measure(setup.withBatch(batch), pictures, perSecond);
      points.add(new Curve.Point(batch, job.millisOf(batch)));
      rates.add(job.perSecond());
      findings.figure(
          "growthBatch%dImagesPerSecond".formatted(batch),
          job.perSecond(),
          "images/s",
          "the job with batches of %d".formatted(batch));
    }
    Curve curve = new Curve("time of a batch", points);
    steepest("growthBatchSteepest", curve, "time of a batch by its size");
    sheet
        .chart("Throughput by batch size", "images of a batch", "images/s")
        .addSeries("job", curve.sizes(), array(rates));
  }

  private void memory(ModelBundle bundle, Path work, ChartSheet sheet)
      throws IOException, InterruptedException {
    List<Curve.Point> points = new ArrayList<>();
    for (int batch : plan.batches()) {
      long kib =
          ChildJvm.run(
                  MemoryProbe.class,
                  List.of(MEMORY_HEAP, "-XX:+UseSerialGC"),
                  work.resolve("memory.err"),
                  List.of(bundle.directory().toAbsolutePath().toString(), Integer.toString(batch)))
              .of(MemoryProbe.PEAK);
      points.add(new Curve.Point(batch, kib / 1024.0));
      findings.figure(
          "growthBatch%dPeakMib".formatted(batch),
          kib / 1024.0,
          "MiB",
          "largest resident set of a process with the session alone, heap of at most 192 MiB");
    }
    Curve curve = new Curve("memory", points);
    steepest("growthMemorySteepest", curve, "memory of a session by its batch size");
    sheet
        .chart("Memory by batch size", "images of a batch", "peak resident MiB")
        .addSeries(
            "session", curve.sizes(), points.stream().mapToDouble(Curve.Point::cost).toArray());
  }

  private void edges(double perSecond, int usual, ChartSheet sheet) throws Exception {
    List<Curve.Point> points = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (int edge : plan.edges()) {
      // Fewer of the large ones, or a point takes long.
      double expected = perSecond / Math.max(1, (double) edge * edge / (8.0 * usual * usual));
      Throughput job = measure(setup, Pictures.drawn(PICTURES, edge), expected);
      points.add(new Curve.Point((double) edge * edge, job.millisOf(1)));
      rates.add(job.perSecond());
      findings.figure(
          "growthEdge%dImagesPerSecond".formatted(edge),
          job.perSecond(),
          "images/s",
          "the job with JPEGs of %d x %d pixels".formatted(edge, edge));
    }
    Curve curve = new Curve("time of an image", points);
    steepest("growthEdgeSteepest", curve, "time of an image by its pixels");
    sheet
        .chart("Throughput by size of the images", "width and height in pixels", "images/s")
        .addSeries(
            "job", plan.edges().stream().mapToDouble(Integer::doubleValue).toArray(), array(rates));
  }

  private void partitions(Pictures pictures, double perSecond, ChartSheet sheet) throws Exception {
    List<Curve.Point> points = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (int count : plan.partitions()) {
      Throughput job = measure(setup.withPartitions(count), pictures, perSecond);
      points.add(new Curve.Point(count, job.millisOf(1)));
      rates.add(job.perSecond());
      findings.figure(
          "growthPartitions%dImagesPerSecond".formatted(count),
          job.perSecond(),
          "images/s",
          "the job with topics of %d partitions".formatted(count));
    }
    Curve curve = new Curve("time of an image", points);
    steepest("growthPartitionsSteepest", curve, "time of an image by partitions");
    sheet
        .chart("Throughput by partitions", "partitions of each topic", "images/s")
        .addSeries("job", curve.sizes(), array(rates));
  }

  private void parallelism(Pictures pictures, double perSecond) throws Exception {
    double one = measure(setup, pictures, perSecond).perSecond();
    double two = measure(setup.withParallelism(2), pictures, perSecond).perSecond();
    findings.figure(
        "growthParallelism2To1",
        two / one,
        "ratio",
        "two subtasks share one session and its thread in one process: nothing to gain, little to lose");
  }

  private Throughput measure(JobSetup job, Pictures pictures, double perSecond) throws Exception {
    Duration span = plan.pointSpan();
    long count = Math.max(LEAST_RECORDS, (long) (perSecond * span.toMillis() / 1e3));
    count = Math.max(count, 8L * job.batch());
    try (JobRun run =
        stack.run(job, stack.filledInput(pictures, count, job.partitions()), Watch.FROM_AFAR)) {
      Emissions emissions = new Emissions(count);
      run.follow(emissions);
      return emissions.steady();
    }
  }

  private void steepest(String name, Curve curve, String what) {
    findings.atMost(
        name,
        curve.steepestStep(),
        LINEAR,
        "ratio",
        "%s: the steepest step, where 1 is linear".formatted(what));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
