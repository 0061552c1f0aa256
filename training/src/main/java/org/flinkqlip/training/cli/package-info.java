/**
 * The commands that {@code ./qlip} runs with PyTorch on its class path: {@link
 * org.flinkqlip.training.cli.TrainingMain}.
 */
package org.flinkqlip.training.cli;
