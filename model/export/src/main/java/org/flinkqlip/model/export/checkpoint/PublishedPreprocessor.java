// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Translates {@code preprocessor_config.json}, in its older form with plain sizes too. */
final class PublishedPreprocessor {
  private static final List<String> BOOKKEEPING =
      List.of(
          "image_processor_type",
          "feature_extractor_type",
          "processor_class",
          "auto_map",
          "do_convert_rgb");

  private static final ObjectMapper JSON = new ObjectMapper();

  private PublishedPreprocessor() {}

  static PreprocessorConfig read(Path file) throws IOException, CheckpointException {
    ConfigObject config = ConfigObject.read(file);
    for (String step : List.of("do_resize", "do_center_crop", "do_normalize")) {
      config.expect(step, "true");
    }
    if (config.has("do_rescale")) {
      config.expect("do_rescale", "true");
    }
    config.expect("resample", "3");
    int size = config.integerOrObject("size", "shortest_edge");
    int crop = config.integerOrObject("crop_size", "height");
    if (size != crop || crop != config.integerOrObject("crop_size", "width")) {
      throw new CheckpointException(
          "[%s] size and crop_size differ; only a square crop of the resized edge is supported"
              .formatted(file));
    }
    try {
      PreprocessorConfig preprocessor =
          new PreprocessorConfig(
              size,
              config.has("rescale_factor") ? config.number("rescale_factor") : 1.0 / 255.0,
              config.numbers("image_mean"),
              config.numbers("image_std"));
      config.skip(BOOKKEEPING);
      config.finish();
      return preprocessor;
    } catch (IllegalArgumentException e) {
      throw config.invalid(e);
    }
  }

  /** The file of a configuration with the usual scale, 1/255, which it does not mention. */
  static String json(PreprocessorConfig preprocessor) {
    ObjectNode config = JSON.createObjectNode();
    config.put("do_resize", true).put("do_center_crop", true).put("do_normalize", true);
    config.put("resample", 3);
    config.put("size", preprocessor.imageSize()).put("crop_size", preprocessor.imageSize());
    config.set("image_mean", JSON.valueToTree(preprocessor.mean()));
    config.set("image_std", JSON.valueToTree(preprocessor.deviation()));
    return config.toPrettyString();
  }
}
