// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import java.io.IOException;
import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.health.HealthBaseline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The baselines of bundles, as a job sees them. */
public final class Baselines {
  private static final Logger LOG = LoggerFactory.getLogger(Baselines.class);

  private Baselines() {}

  /**
   * The bundle's baseline. No results depend on it, so one that cannot be used stops no job: it is
   * told in the log, and its metrics are missing.
   */
  public static Optional<HealthBaseline> of(ModelBundle bundle) {
    try {
      Optional<HealthBaseline> baseline = HealthBaseline.in(bundle);
      if (baseline.isEmpty()) {
        LOG.info(
            "[{}] has no {}: drift is not measured. Write one with: qlip evaluate --baseline",
            bundle.directory(),
            ModelBundle.BASELINE);
      }
      return baseline;
    } catch (IOException | BundleException e) {
      LOG.warn("Drift is not measured: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
