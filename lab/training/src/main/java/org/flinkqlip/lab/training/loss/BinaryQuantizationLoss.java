// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loss;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.flinkqlip.lab.training.network.Constant;
import org.flinkqlip.model.runtime.codes.CodeLayout;

/**
 * The entropy terms of binary spherical quantization (arXiv:2406.07548; equation 1 of
 * arXiv:2502.05178): E[H(q(z))] - gamma H(E[q(z)]), over the inverse temperature. Codes are
 * assigned softly, in proportion to exp(2 t z.c / sqrt(L)) for codes c of -1 and 1, which makes
 * bits independent given the latent: each is set with probability sigmoid(4 t z / sqrt(L)). The
 * first term makes each latent sure of its code, the second makes all codes equally used.
 *
 * @param layout of the codes
 * @param entropy of the codebook, per bit or per group
 * @param gamma weight of the codebook's entropy
 * @param inverseTemperature t; the larger, the harder the assignment
 */
public record BinaryQuantizationLoss(
    CodeLayout layout, CodeEntropy entropy, double gamma, double inverseTemperature) {

  /** Keeps logarithms finite. */
  private static final float EPSILON = 1e-8f;

  public BinaryQuantizationLoss {
    requireNonNull(layout, "layout is null");
    requireNonNull(entropy, "entropy is null");
    if (!(gamma >= 0) || !(inverseTemperature > 0)) {
      throw new IllegalArgumentException(
          "gamma must not be negative (%s), the inverse temperature must be positive (%s)"
              .formatted(gamma, inverseTemperature));
    }
  }

  /**
   * The loss and its parts, scalars in nats.
   *
   * @param loss to descend
   * @param sampleEntropy mean entropy of a latent's code; 0 when every code is sure
   * @param codebookEntropy entropy of the codes' mean distribution; at most bits x ln 2
   */
  public record Terms(NDArray loss, NDArray sampleEntropy, NDArray codebookEntropy) {}

  /** Terms of unit-length latents [.., bits]. */
  public Terms of(NDArray latents) {
    int bits = layout.bits();
    NDArray slope =
        Constant.times(latents.reshape(-1, bits), 4 * inverseTemperature / Math.sqrt(bits));
    NDArray set = slope.getNDArrayInternal().sigmoid();
    NDArray unset = slope.neg().getNDArrayInternal().sigmoid();
    NDArray sample = negatedEntropy(set).add(negatedEntropy(unset)).sum(new int[] {1}).mean().neg();
    NDArray codebook = entropy == CodeEntropy.PER_BIT ? perBit(set, unset) : perGroup(slope);
    NDArray loss =
        Constant.times(sample.sub(Constant.times(codebook, gamma)), 1 / inverseTemperature);
    return new Terms(loss, sample, codebook);
  }

  private static NDArray perBit(NDArray set, NDArray unset) {
    return entropy(set.mean(new int[] {0})).add(entropy(unset.mean(new int[] {0})));
  }

  private NDArray perGroup(NDArray slope) {
    int size = layout.groupSize();
    NDArray sum = entropy(meanOfGroup(slope, 0, size));
    for (int start = size; start < layout.bits(); start += size) {
      sum = sum.add(entropy(meanOfGroup(slope, start, size)));
    }
    return sum;
  }

  /**
   * The mean distribution of a group's codes, [2^half, 2^rest]. Given the latent the halves of a
   * group are independent, so that the mean of their outer products is one product of matrices.
   */
  private static NDArray meanOfGroup(NDArray slope, int start, int size) {
    int half = size / 2;
    NDArray first = joint(slope, start, half);
    NDArray second = joint(slope, start + half, size - half);
    return Constant.times(first.transpose().matMul(second), 1.0 / slope.getShape().get(0));
  }

  /** Distribution of the codes of adjacent bits for each latent, [T, 2^bits]. */
  private static NDArray joint(NDArray slope, int start, int bits) {
    if (bits == 0) {
      return slope.getManager().ones(new Shape(slope.getShape().get(0), 1));
    }
    int codes = 1 << bits;
    float[] halfSigns = new float[bits * codes];
    for (int i = 0; i < halfSigns.length; i++) {
      halfSigns[i] = (i % codes >> i / codes & 1) == 1 ? 0.5f : -0.5f;
    }
    NDArray byCode = slope.getManager().create(halfSigns, new Shape(bits, codes));
    return slope.get(new NDIndex(":, " + start + ":" + (start + bits))).matMul(byCode).softmax(-1);
  }

  private static NDArray entropy(NDArray probabilities) {
    return negatedEntropy(probabilities).sum().neg();
  }

  private static NDArray negatedEntropy(NDArray probabilities) {
    return probabilities.mul(probabilities.add(EPSILON).log());
  }

  /** Which code distribution the entropy of the codebook is taken of. */
  public enum CodeEntropy {
    /** Each bit alone: as if the bits were independent. Cheapest; at most bits x ln 2. */
    PER_BIT,
    /** The joint distribution within each group of bits, so that dependent bits count less. */
    PER_GROUP
  }
}
