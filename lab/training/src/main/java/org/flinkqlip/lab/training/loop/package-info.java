// SPDX-License-Identifier: Apache-2.0
/**
 * The two training stages: {@link org.flinkqlip.lab.training.loop.TrainingRun} goes from a
 * configuration to a checkpoint.
 */
@NullMarked
package org.flinkqlip.lab.training.loop;

import org.jspecify.annotations.NullMarked;
