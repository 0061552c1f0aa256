// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Deaths of processes that the test did not cause, and restarts of the job: what a harness that
 * starts everything again would take for a recovery. It looks at one stretch of time after the
 * other, from when it was made. Not thread-safe.
 */
final class Unrest {
  private final JobOnCluster job;
  private long sinceMillis = System.currentTimeMillis();
  private Set<KnownEnd> lateEnds = EnumSet.noneOf(KnownEnd.class);

  Unrest(JobOnCluster job) {
    this.job = job;
  }

  /** What happened since the last look, while nothing was done to the job. */
  List<String> inCalm() throws Exception {
    return during(EnumSet.noneOf(KnownEnd.class), false);
  }

  /**
   * What happened since the last look that a fault does not explain. Its explanations of deaths
   * hold for the stretch behind it, too.
   *
   * @param ends deaths that it explains
   * @param restartsTheJob whether it explains restarts
   */
  List<String> inFault(Set<KnownEnd> ends, boolean restartsTheJob) throws Exception {
    List<String> unexplained = during(ends, restartsTheJob);
    lateEnds = Set.copyOf(ends);
    return unexplained;
  }

  private List<String> during(Set<KnownEnd> ends, boolean restartsTheJob) throws Exception {
    long from = sinceMillis;
    sinceMillis = System.currentTimeMillis();
    List<String> unexplained = new ArrayList<>();
    job.cluster().takeDeaths().stream()
        .filter(death -> death.among(ends).isEmpty() && death.among(lateEnds).isEmpty())
        .forEach(death -> unexplained.add(death.toString()));
    if (!restartsTheJob) {
      job.cluster().rest().restartsOf(job.id()).stream()
          .filter(restart -> restart.isWithin(from, sinceMillis))
          .forEach(restart -> unexplained.add(restart.toString()));
    }
    return unexplained;
  }
}
