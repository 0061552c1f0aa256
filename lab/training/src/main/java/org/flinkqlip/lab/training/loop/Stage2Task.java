// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.lab.training.config.Stage2Section;
import org.flinkqlip.lab.training.config.Stage2Weights;
import org.flinkqlip.lab.training.loss.AdversarialLoss;
import org.flinkqlip.lab.training.loss.BinaryQuantizationLoss;
import org.flinkqlip.lab.training.loss.PerceptualLoss;
import org.flinkqlip.lab.training.loss.ReconstructionLoss;
import org.flinkqlip.lab.training.network.VisionOutput;
import org.flinkqlip.lab.training.optim.Parameter;
import org.flinkqlip.lab.training.optim.Part;

/**
 * Stage 2: the vision encoder is frozen and text is gone; bottleneck and decoder learn to please
 * the frozen encoder's eye and a discriminator beside the squared error.
 */
final class Stage2Task implements StageTask {
  private final Network network;
  private final Stage2Section stage;
  private final BinaryQuantizationLoss quantization;
  private final PerceptualLoss perceptual;
  private final Critic critic;
  private final List<Parameter> parameters;
  private long step;

  Stage2Task(
      Network network,
      Stage2Section stage,
      BinaryQuantizationLoss quantization,
      PerceptualLoss perceptual,
      Critic critic) {
    this.network = network;
    this.stage = stage;
    this.quantization = quantization;
    this.perceptual = perceptual;
    this.critic = critic;
    this.parameters = network.train(EnumSet.of(Part.QUANTIZER, Part.DECODER), stage.optimizer());
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public LossTotals run(Batch batch, double rate, NDManager manager) {
    LossTotals totals = new LossTotals();
    for (int start = 0; start < batch.size(); start += stage.microBatch()) {
      microBatch(batch, start, totals, manager);
    }
    if (stage.weights().adversarial() > 0) {
      critic.step(rate);
    }
    step++;
    return totals;
  }

  private void microBatch(Batch batch, int start, LossTotals totals, NDManager parent) {
    int count = stage.microBatch();
    double share = (double) count / batch.size();
    try (NDManager manager = parent.newSubManager()) {
      NDArray pixels = batch.pixels(manager, start, count);
      NDArray reconstruction;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        VisionOutput seen = network.vision.forward(pixels);
        reconstruction =
            network.decoder.forward(
                network.bottleneck.features(network.bottleneck.quantize(seen.latents())));
        collector.backward(loss(seen, pixels, reconstruction, share, totals));
      }
      if (stage.weights().adversarial() > 0) {
        critic.learn(pixels, reconstruction.stopGradient(), share, totals);
      }
    }
  }

  private NDArray loss(
      VisionOutput seen, NDArray pixels, NDArray reconstruction, double share, LossTotals totals) {
    Stage2Weights weights = stage.weights();
    WeightedSum sum = new WeightedSum();
    NDArray error = ReconstructionLoss.meanSquaredError(reconstruction, pixels);
    sum.add(error, share * weights.reconstruction());
    totals.add(LossNames.RECONSTRUCTION, error, share);
    if (weights.quantization() > 0) {
      NDArray entropies = quantization.of(seen.latents()).loss();
      sum.add(entropies, share * weights.quantization());
      totals.add(LossNames.QUANTIZATION, entropies, share);
    }
    if (weights.perceptual() > 0) {
      NDArray distance = perceptual.of(reconstruction, seen.hiddenStates());
      sum.add(distance, share * weights.perceptual());
      totals.add(LossNames.PERCEPTUAL, distance, share);
    }
    if (weights.adversarial() > 0 && step >= stage.discriminatorStart()) {
      NDArray verdict = AdversarialLoss.decoder(critic.judge(reconstruction));
      sum.add(verdict, share * weights.adversarial());
      totals.add(LossNames.ADVERSARIAL, verdict, share);
    }
    return sum.get();
  }

  @Override
  public SortedMap<String, NDArray> arrays() {
    return stage.weights().adversarial() > 0 ? critic.arrays() : new TreeMap<>();
  }

  @Override
  public Map<String, Double> scalars() {
    return Map.of();
  }

  @Override
  public void restore(long taken, Map<String, Double> scalars) {
    step = taken;
    critic.resume(taken);
  }

  @Override
  public void close() {
    critic.close();
  }
}
