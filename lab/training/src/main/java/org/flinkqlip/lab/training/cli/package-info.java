// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that {@code ./qlip} runs with PyTorch on its class path: {@link
 * org.flinkqlip.lab.training.cli.TrainingMain}.
 */
@NullMarked
package org.flinkqlip.lab.training.cli;

import org.jspecify.annotations.NullMarked;
