/**
 * The configuration of a training run: one YAML file, read by {@link
 * org.flinkqlip.lab.training.config.ConfigFile} into records that check themselves. The keys are
 * described in docs/reference/training-configuration.md.
 */
package org.flinkqlip.lab.training.config;
