/**
 * The two training stages: {@link org.flinkqlip.training.loop.TrainingRun} goes from a
 * configuration to a checkpoint.
 */
package org.flinkqlip.training.loop;
