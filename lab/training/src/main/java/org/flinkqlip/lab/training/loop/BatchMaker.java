// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.flinkqlip.model.runtime.text.ClipTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches: sample i of step s is image s x B + i of the data set, so that a step's number
 * says all of its data.
 */
final class BatchMaker {
  private final CaptionedImages images;
  private final @Nullable ClipTokenizer tokenizer;
  private final PixelNormalizer normalizer;
  private final int imageSize;
  private final int batchSize;
  private final long distinct;

  /**
   * Creates a maker.
   *
   * @param tokenizer of the captions, or null where they are not wanted
   * @param batchSize samples of a batch
   * @param distinct samples after which they come again; 0 for never
   */
  BatchMaker(
      CaptionedImages images,
      @Nullable ClipTokenizer tokenizer,
      PreprocessorConfig preprocessor,
      int batchSize,
      long distinct) {
    this.images = images;
    this.tokenizer = tokenizer;
    this.normalizer = new PixelNormalizer(preprocessor);
    this.imageSize = preprocessor.imageSize();
    this.batchSize = batchSize;
    this.distinct = distinct;
  }

  /** A buffer that holds the pixels of a batch. */
  ByteBuffer buffer() {
    long bytes = (long) batchSize * 3 * imageSize * imageSize * Float.BYTES;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          ("a batch of %d images of %d pixels takes %,d bytes, more than one buffer holds: take a"
                  + " smaller batch")
              .formatted(batchSize, imageSize, bytes));
    }
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
  }

  /** The batch of a step, its pixels in {@code buffer}. */
  Batch make(long step, ByteBuffer buffer) throws IOException {
    FloatBuffer pixels = buffer.clear().asFloatBuffer();
    float[] planes = new float[3 * imageSize * imageSize];
    int[][] tokens = new int[tokenizer == null ? 0 : batchSize][];
    for (int i = 0; i < batchSize; i++) {
      long index = Math.addExact(Math.multiplyExact(step, batchSize), i);
      CaptionedImage image = images.get(distinct == 0 ? index : index % distinct);
      if (image.size() != imageSize) {
        throw new TrainingException(
            "[%s] has %d pixels, the model takes %d"
                .formatted(image.id(), image.size(), imageSize));
      }
      normalizer.write(image.pixels(), planes, pixels);
      if (tokenizer != null) {
        tokens[i] = tokenizer.encode(image.caption());
      }
    }
    return new Batch(step, batchSize, imageSize, buffer, tokens);
  }
}
