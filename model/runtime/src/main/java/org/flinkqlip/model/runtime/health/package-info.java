// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a model is given what it was made for, from its results alone: sums over images ({@link
 * org.flinkqlip.model.runtime.health.HealthTally}), the figures that follow from them, and a
 * baseline in the bundle to compare them with ({@link
 * org.flinkqlip.model.runtime.health.HealthBaseline}).
 */
@NullMarked
package org.flinkqlip.model.runtime.health;

import org.jspecify.annotations.NullMarked;
