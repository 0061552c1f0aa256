// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

/**
 * What an encoder says of one image beside its results.
 *
 * @param embeddingLength Euclidean length of the embedding before it was normalised
 * @param unstableBits share of the bits, 0 to 1, whose latent is so near to zero that another
 *     precision may flip them
 */
public record LatentFacts(float embeddingLength, float unstableBits) {}
