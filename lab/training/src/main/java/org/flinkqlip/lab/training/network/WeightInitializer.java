// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;

/**
 * Weights before training: normal, cut at two deviations. Linear layers keep their input's scale
 * (deviation 1/sqrt(in)); those that add to the residual stream are scaled down by sqrt(2 x layers)
 * more, so that the stream's variance does not grow with the depth (GPT-2, CLIP). Embeddings and
 * positions have deviation 0.02; biases are 0, norms 1; the logit scale is ln(1 / 0.07).
 */
final class WeightInitializer {
  private static final float LOGIT_SCALE = 2.6592f;
  private static final double EMBEDDING_DEVIATION = 0.02;
  private static final double CUT = 2;

  private final QlipConfig config;
  private final long seed;

  WeightInitializer(QlipConfig config, long seed) {
    this.config = config;
    this.seed = seed;
  }

  /** Values of the tensor of that published name, row-major. */
  float[] values(String name, List<Long> shape) {
    float[] values = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
    if (name.equals(TensorNames.LOGIT_SCALE)) {
      values[0] = LOGIT_SCALE;
    } else if (isNormWeight(name, shape)) {
      Arrays.fill(values, 1f);
    } else if (!name.endsWith(".bias")) {
      fill(values, deviation(name, shape), new Random(seed ^ crc(name)));
    }
    return values;
  }

  private static boolean isNormWeight(String name, List<Long> shape) {
    return shape.size() == 1 && name.endsWith(".weight");
  }

  private double deviation(String name, List<Long> shape) {
    if (name.startsWith(TensorNames.PATCH_EMBEDDING)) {
      return 1 / Math.sqrt(config.vision().grid().patchValues());
    }
    if (name.contains("embedding")) {
      return EMBEDDING_DEVIATION;
    }
    double deviation = 1 / Math.sqrt(shape.get(shape.size() - 1));
    return addsToResidual(name) ? deviation / Math.sqrt(2.0 * layers(name)) : deviation;
  }

  private static boolean addsToResidual(String name) {
    return name.contains(TensorNames.ATTENTION_OUT)
        || name.contains(TensorNames.GATED_DOWN)
        || name.contains(TensorNames.PLAIN_DOWN);
  }

  private int layers(String name) {
    if (name.startsWith(TensorNames.VISION_LAYERS)) {
      return config.vision().transformer().layers();
    }
    return name.startsWith(TensorNames.DECODER_LAYERS)
        ? config.decoder().transformer().layers()
        : config.text().transformer().layers();
  }

  private static void fill(float[] values, double deviation, Random random) {
    for (int i = 0; i < values.length; i++) {
      double normal = random.nextGaussian();
      while (Math.abs(normal) > CUT) {
        normal = random.nextGaussian();
      }
      values[i] = (float) (normal * deviation);
    }
  }

  private static long crc(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
