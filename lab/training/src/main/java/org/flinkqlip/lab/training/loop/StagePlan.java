// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import org.flinkqlip.lab.training.config.OptimizerSection;
import org.flinkqlip.lab.training.schedule.WarmupCosine;

/**
 * The frame of a stage.
 *
 * @param stage 1 or 2
 * @param steps of it
 * @param optimizer how the weights move
 */
record StagePlan(int stage, long steps, OptimizerSection optimizer) {

  WarmupCosine schedule() {
    return new WarmupCosine(optimizer.warmUp(), steps);
  }
}
