// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.flinkqlip.lab.training.config.Balancing;
import org.flinkqlip.lab.training.config.Stage1Section;
import org.flinkqlip.lab.training.config.Stage1Weights;
import org.flinkqlip.lab.training.loss.BinaryQuantizationLoss;
import org.flinkqlip.lab.training.loss.CommitmentLoss;
import org.flinkqlip.lab.training.loss.ContrastiveLoss;
import org.flinkqlip.lab.training.loss.ReconstructionLoss;
import org.flinkqlip.lab.training.network.VisionOutput;
import org.flinkqlip.lab.training.optim.Parameter;
import org.flinkqlip.lab.training.optim.Part;
import org.flinkqlip.model.export.checkpoint.TensorNames;

/**
 * Stage 1: reconstruction, quantization and commitment of each micro-batch, alignment of the whole
 * batch. With one micro-batch all is one pass. With several, the embeddings of all come first,
 * without gradients; the contrastive loss gives its gradient with respect to them; then each
 * micro-batch runs again with the gradient, its embeddings weighted by theirs. So the memory is a
 * micro-batch's, and the gradient the batch's (GradCache, arXiv:2101.06983). Only the entropy of
 * the codebook is a micro-batch's own.
 */
final class Stage1Task implements StageTask {
  private final Network network;
  private final Stage1Section stage;
  private final BinaryQuantizationLoss quantization;
  private final LossBalance balance;
  private final List<Parameter> parameters;

  Stage1Task(Network network, Stage1Section stage, BinaryQuantizationLoss quantization) {
    this.network = network;
    this.stage = stage;
    this.quantization = quantization;
    this.balance = new LossBalance(stage.balancing(), stage.weights().reconstruction());
    this.parameters = network.train(parts(stage.weights()), stage.optimizer());
  }

  private static Set<Part> parts(Stage1Weights weights) {
    Set<Part> parts = EnumSet.of(Part.VISION);
    if (weights.alignment() > 0) {
      parts.add(Part.TEXT);
    }
    if (weights.reconstruction() > 0) {
      parts.add(Part.QUANTIZER);
      parts.add(Part.DECODER);
    }
    return parts;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public LossTotals run(Batch batch, double rate, NDManager manager) {
    LossTotals totals = new LossTotals();
    if (stage.microBatch() >= batch.size() || stage.weights().alignment() == 0) {
      for (int start = 0; start < batch.size(); start += stage.microBatch()) {
        direct(batch, start, totals, manager);
      }
    } else {
      CachedEmbeddings cached = CachedEmbeddings.of(network, batch, stage, manager);
      totals.add(LossNames.ALIGNMENT, cached.loss());
      for (int start = 0; start < batch.size(); start += stage.microBatch()) {
        replayed(batch, start, cached, totals, manager);
      }
    }
    if (stage.balancing() == Balancing.ADAPTIVE) {
      totals.add(LossNames.RECONSTRUCTION_WEIGHT, balance.reconstructionWeight());
      balance.observe(totals.of(LossNames.RECONSTRUCTION), totals.of(LossNames.ALIGNMENT));
    }
    return totals;
  }

  private void direct(Batch batch, int start, LossTotals totals, NDManager parent) {
    int count = Math.min(stage.microBatch(), batch.size() - start);
    try (NDManager manager = parent.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray pixels = batch.pixels(manager, start, count);
      VisionOutput seen = network.vision.forward(pixels);
      WeightedSum sum = new WeightedSum();
      double share = (double) count / batch.size();
      images(seen, pixels, share, sum, totals);
      if (stage.weights().alignment() > 0) {
        Batch.Texts texts = batch.texts(manager, start, count);
        NDArray alignment =
            ContrastiveLoss.of(
                seen.classEmbedding(),
                network.text.forward(texts.ids(), texts.ends()),
                network.weights.get(TensorNames.LOGIT_SCALE));
        sum.add(alignment, stage.weights().alignment());
        totals.add(LossNames.ALIGNMENT, alignment, 1);
      }
      collector.backward(sum.get());
    }
  }

  private void replayed(
      Batch batch, int start, CachedEmbeddings cached, LossTotals totals, NDManager parent) {
    int count = stage.microBatch();
    try (NDManager manager = parent.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray pixels = batch.pixels(manager, start, count);
      Batch.Texts texts = batch.texts(manager, start, count);
      VisionOutput seen = network.vision.forward(pixels);
      WeightedSum sum = new WeightedSum();
      sum.add(
          cached.surrogate(
              seen.classEmbedding(), network.text.forward(texts.ids(), texts.ends()), start),
          1);
      images(seen, pixels, (double) count / batch.size(), sum, totals);
      collector.backward(sum.get());
    }
  }

  /** Adds the losses of the images alone. */
  private void images(
      VisionOutput seen, NDArray pixels, double share, WeightedSum sum, LossTotals totals) {
    Stage1Weights weights = stage.weights();
    if (weights.reconstruction() == 0) {
      return;
    }
    NDArray features = network.bottleneck.features(network.bottleneck.quantize(seen.latents()));
    NDArray error = ReconstructionLoss.meanSquaredError(network.decoder.forward(features), pixels);
    sum.add(error, share * balance.reconstructionWeight());
    totals.add(LossNames.RECONSTRUCTION, error, share);
    if (weights.quantization() > 0) {
      NDArray entropies = quantization.of(seen.latents()).loss();
      sum.add(entropies, share * weights.quantization());
      totals.add(LossNames.QUANTIZATION, entropies, share);
    }
    if (weights.commitment() > 0) {
      NDArray commitment = CommitmentLoss.of(seen.patches(), features);
      sum.add(commitment, share * weights.commitment());
      totals.add(LossNames.COMMITMENT, commitment, share);
    }
  }

  @Override
  public SortedMap<String, NDArray> arrays() {
    return Collections.emptySortedMap();
  }

  @Override
  public Map<String, Double> scalars() {
    return balance.scalars();
  }

  @Override
  public void restore(long step, Map<String, Double> scalars) {
    balance.restore(scalars);
  }

  @Override
  public void close() {}
}
