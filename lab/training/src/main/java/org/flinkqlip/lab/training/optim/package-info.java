/**
 * Optimizers of named weights: {@link org.flinkqlip.lab.training.optim.AdamW} and {@link
 * org.flinkqlip.lab.training.optim.Lamb}, with a learning rate for each {@link
 * org.flinkqlip.lab.training.optim.Part} of the network, and the clipping of gradients.
 */
package org.flinkqlip.lab.training.optim;
