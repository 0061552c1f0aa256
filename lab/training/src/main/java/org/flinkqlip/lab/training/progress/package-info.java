// SPDX-License-Identifier: Apache-2.0
/**
 * What a run tells: on the console, in a log of JSON lines, and as plots of its losses. All of them
 * are {@link org.flinkqlip.lab.training.progress.TrainingListener}s.
 */
@NullMarked
package org.flinkqlip.lab.training.progress;

import org.jspecify.annotations.NullMarked;
