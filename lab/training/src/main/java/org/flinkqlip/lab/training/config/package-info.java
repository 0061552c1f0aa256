// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration of a training run: one YAML file, read by {@link
 * org.flinkqlip.lab.training.config.ConfigFile} into records that check themselves. The keys are
 * described in docs/reference/training-configuration.md.
 */
@NullMarked
package org.flinkqlip.lab.training.config;

import org.jspecify.annotations.NullMarked;
