// SPDX-License-Identifier: Apache-2.0
/**
 * QLIP with gradients, on DJL's arrays. Start at {@link
 * org.flinkqlip.lab.training.network.NetworkWeights}, which holds the weights by their published
 * names; {@link org.flinkqlip.lab.training.network.VisionEncoder}, {@link
 * org.flinkqlip.lab.training.network.Bottleneck}, {@link
 * org.flinkqlip.lab.training.network.PixelDecoder} and {@link
 * org.flinkqlip.lab.training.network.TextEncoder} compute with them.
 *
 * <p>Every result belongs to the manager of the input that it is computed from. A training step
 * therefore puts its inputs into a manager of its own and closes that; nothing else keeps memory.
 */
@NullMarked
package org.flinkqlip.lab.training.network;

import org.jspecify.annotations.NullMarked;
