// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flinkqlip.model.runtime.onnx.InferenceException;

/** Codes are the first byte of each image; fails on a byte, at calls of choice, or always. */
final class FakeEncoder implements ImageEncoder {
  static final int SIZE = 2;

  int poison = -1;
  boolean broken;
  Set<Integer> failingCalls = Set.of();
  final List<Integer> calls = new ArrayList<>();

  @Override
  public int imageSize() {
    return SIZE;
  }

  @Override
  public List<EncodedImage> encode(ByteBuffer pixels, int count, boolean withFeatures)
      throws InferenceException {
    calls.add(count);
    if (broken || failingCalls.contains(calls.size())) {
      throw new InferenceException("CUDA error 700");
    }
    List<EncodedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = pixels.get(i * SIZE * SIZE * 3) & 0xff;
      if (first == poison) {
        throw new InferenceException("fails on " + poison);
      }
      EncodedImage image = new EncodedImage(new int[] {first}, new float[] {1});
      images.add(withFeatures ? image.withFeatures(new float[] {first}) : image);
    }
    return images;
  }
}
