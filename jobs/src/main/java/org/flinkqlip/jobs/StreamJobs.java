// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.util.List;
import java.util.Optional;

/**
 * The jobs. The command line, the page of options, the demo, the audit and the fault tests go by
 * this list.
 */
public final class StreamJobs {
  /** Every job; the page of options describes the others by how they differ from the first. */
  public static final List<StreamJob> ALL =
      List.of(TokenizeImages.JOB, EmbedText.JOB, ReconstructImages.JOB);

  private StreamJobs() {}

  /** The job of a name, such as {@code embed-text}. */
  public static Optional<StreamJob> named(String name) {
    return ALL.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}
