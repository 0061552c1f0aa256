// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a running job's images are what its model knows, see {@link
 * org.flinkqlip.operators.health.HealthMonitor}: a sliding window over the results of a subtask,
 * compared with the baseline in the bundle. What is computed is in {@code
 * org.flinkqlip.model.runtime.health}.
 */
@NullMarked
package org.flinkqlip.operators.health;

import org.jspecify.annotations.NullMarked;
