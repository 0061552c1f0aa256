// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import org.flinkqlip.lab.training.config.Stage1Section;
import org.flinkqlip.lab.training.loss.ContrastiveLoss;
import org.flinkqlip.lab.training.network.Constant;
import org.flinkqlip.model.export.checkpoint.TensorNames;

/**
 * The contrastive loss of a batch that does not fit into memory with its graph, and its gradient
 * with respect to the embeddings.
 *
 * @param loss of the whole batch
 * @param imageGradients of the weighted loss [B, E]
 * @param textGradients of the weighted loss [B, E]
 */
record CachedEmbeddings(double loss, NDArray imageGradients, NDArray textGradients) {

  /**
   * Embeds all micro-batches without a graph, and leaves the gradient of the temperature in its
   * weight.
   */
  static CachedEmbeddings of(Network network, Batch batch, Stage1Section stage, NDManager parent) {
    NDList images = new NDList();
    NDList texts = new NDList();
    for (int start = 0; start < batch.size(); start += stage.microBatch()) {
      try (NDManager manager = parent.newSubManager()) {
        NDArray pixels = batch.pixels(manager, start, stage.microBatch());
        NDArray image = network.vision.forward(pixels).classEmbedding();
        Batch.Texts part = batch.texts(manager, start, stage.microBatch());
        NDArray text = network.text.forward(part.ids(), part.ends());
        image.attach(parent);
        text.attach(parent);
        images.add(image);
        texts.add(text);
      }
    }
    NDArray allImages = NDArrays.concat(images, 0);
    NDArray allTexts = NDArrays.concat(texts, 0);
    allImages.setRequiresGradient(true);
    allTexts.setRequiresGradient(true);
    try (NDManager manager = parent.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss =
          ContrastiveLoss.of(allImages, allTexts, network.weights.get(TensorNames.LOGIT_SCALE));
      NDArray weighted = Constant.times(loss, stage.weights().alignment());
      weighted.attach(manager);
      collector.backward(weighted);
      return new CachedEmbeddings(
          LossTotals.value(loss), allImages.getGradient(), allTexts.getGradient());
    }
  }

  /**
   * A scalar with the gradient that the batch's loss has with respect to the weights behind these
   * embeddings.
   *
   * @param start position of the embeddings in the batch
   */
  NDArray surrogate(NDArray images, NDArray texts, int start) {
    NDIndex rows = new NDIndex("%d:%d".formatted(start, start + images.getShape().get(0)));
    return images.mul(imageGradients.get(rows)).sum().add(texts.mul(textGradients.get(rows)).sum());
  }
}
