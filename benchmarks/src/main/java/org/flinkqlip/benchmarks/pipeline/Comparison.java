// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

/**
 * The job beside the bare loop, one after the other in one process.
 *
 * @param bare the session over prepared tensors
 * @param imaging preparation alone, on one thread
 * @param bareWithImaging the session while as many threads as the job has prepare the next batch
 * @param job the steady part of the job
 * @param brokerMicros CPU time of the broker's process for each image of that part
 * @param differing images whose codes differ between job and bare loop; those that are missing too
 */
record Comparison(
    Throughput bare,
    Throughput imaging,
    Throughput bareWithImaging,
    Throughput job,
    double brokerMicros,
    long differing) {

  Comparison {
    requireNonNull(bare, "bare is null");
    requireNonNull(imaging, "imaging is null");
    requireNonNull(bareWithImaging, "bareWithImaging is null");
    requireNonNull(job, "job is null");
  }

  /** The job's rate by that of the session alone. */
  double jobToBare() {
    return job.perSecond() / bare.perSecond();
  }

  /** The job's rate by what these cores make of encoded images without a stream around it. */
  double jobToBareWithImaging() {
    return job.perSecond() / bareWithImaging.perSecond();
  }

  /** The same for the loop itself: what preparation on the same cores leaves of the session. */
  double imagingToBare() {
    return bareWithImaging.perSecond() / bare.perSecond();
  }

  /**
   * CPU time of the job's Java threads for each image, without that of imaging and of the session's
   * threads: Kafka's clients, Avro, the engine, Flink.
   */
  double overheadMicros() {
    return job.javaMicrosPerImage() - imaging.javaMicrosPerImage();
  }

  /** Heap allocated for each image, without that of imaging and session. */
  double overheadBytes() {
    return job.bytesPerImage() - imaging.bytesPerImage() - bare.bytesPerImage();
  }
}
