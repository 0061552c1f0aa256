/**
 * The commands that {@code ./qlip} runs with PyTorch on its class path: {@link
 * org.flinkqlip.lab.training.cli.TrainingMain}.
 */
package org.flinkqlip.lab.training.cli;
