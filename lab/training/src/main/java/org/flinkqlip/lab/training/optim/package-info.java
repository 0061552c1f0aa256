// SPDX-License-Identifier: Apache-2.0
/**
 * Optimizers of named weights: {@link org.flinkqlip.lab.training.optim.AdamW} and {@link
 * org.flinkqlip.lab.training.optim.Lamb}, with a learning rate for each {@link
 * org.flinkqlip.lab.training.optim.Part} of the network, and the clipping of gradients.
 */
@NullMarked
package org.flinkqlip.lab.training.optim;

import org.jspecify.annotations.NullMarked;
