// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

/** The figures of a comparison; their names end in that of the model. */
final class ComparisonFigures {
  private final Findings findings;
  private final String model;

  ComparisonFigures(Findings findings, String model) {
    this.findings = requireNonNull(findings, "findings is null");
    this.model = requireNonNull(model, "model is null");
  }

  /** All of them. */
  void report(Comparison turn, double goal) {
    findings.atLeast(
        "jobToBare" + model,
        turn.jobToBare(),
        goal,
        "ratio",
        "the job, which decodes on the same cores, by the session alone over prepared tensors");
    ratio(
        "jobToBareWithImaging",
        turn.jobToBareWithImaging(),
        "the job by a bare loop that decodes on the same cores too: what the stream itself costs");
    ratio(
        "bareWithImagingToBare",
        turn.imagingToBare(),
        "what decoding on the same cores leaves of the session: the most that any job reaches here");
    rate("bareImagesPerSecond", turn.bare());
    rate("bareWithImagingImagesPerSecond", turn.bareWithImaging());
    rate("jobImagesPerSecond", turn.job());
    micros("sessionMicros", turn.bare().cpuMicrosPerImage(), "of the session");
    micros("imagingMicros", turn.imaging().javaMicrosPerImage(), "of decode, resize and crop");
    micros("jobMicros", turn.job().cpuMicrosPerImage(), "of the job's process");
    micros(
        "overheadMicros",
        turn.overheadMicros(),
        "of the job's Java threads without session and imaging: Kafka, Avro, engine, Flink");
    micros(
        "compileMicros",
        turn.job().compileMicrosPerImage(),
        "of the JVM's compiler: contained in jobMicros only, and gone after some minutes");
    micros("brokerMicros", turn.brokerMicros(), "of the broker's process, in and out");
    bytes("jobBytes", turn.job().bytesPerImage(), "by all threads of the job's process");
    bytes("overheadBytes", turn.overheadBytes(), "of the job's without session and imaging");
  }

  private void ratio(String name, double value, String note) {
    findings.figure(name + model, value, "ratio", note);
  }

  private void rate(String name, Throughput side) {
    findings.figure(
        name + model,
        side.perSecond(),
        "images/s",
        "%d images in %.1f s".formatted(side.images(), side.nanos() / 1e9));
  }

  private void micros(String name, double value, String whose) {
    findings.figure(name + model, value, "us", "CPU time for each image, " + whose);
  }

  private void bytes(String name, double value, String whose) {
    findings.figure(name + model, value, "bytes", "heap allocated for each image, " + whose);
  }
}
