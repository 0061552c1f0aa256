/**
 * Optimizers of named weights: {@link org.flinkqlip.training.optim.AdamW} and {@link
 * org.flinkqlip.training.optim.Lamb}, with a learning rate for each {@link
 * org.flinkqlip.training.optim.Part} of the network, and the clipping of gradients.
 */
package org.flinkqlip.training.optim;
