// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.model.imaging.ImageLimits;

/**
 * Which images are decoded. Limits are checked from an image's header, before any pixel is
 * allocated; what exceeds them becomes a dead letter.
 *
 * @param limits bounds on size and shape
 * @param applyExifOrientation whether to rotate and mirror as EXIF says
 */
public record ImageOptions(ImageLimits limits, boolean applyExifOrientation) {

  public static final Option<MemorySize> MAX_BYTES =
      Option.size(
              "image.max-bytes",
              new MemorySize(ImageLimits.DEFAULT.maxBytes()),
              "Largest encoded image, in bytes.")
          .positive();

  public static final Option<Integer> MAX_WIDTH =
      Option.integer("image.max-width", ImageLimits.DEFAULT.maxWidth(), "Largest width, in pixels.")
          .atLeast(1);

  public static final Option<Integer> MAX_HEIGHT =
      Option.integer(
              "image.max-height", ImageLimits.DEFAULT.maxHeight(), "Largest height, in pixels.")
          .atLeast(1);

  public static final Option<Long> MAX_PIXELS =
      Option.longInteger(
              "image.max-pixels", ImageLimits.DEFAULT.maxPixels(), "Largest width x height.")
          .atLeast(1L);

  public static final Option<Double> MAX_ASPECT =
      Option.number(
              "image.max-aspect",
              ImageLimits.DEFAULT.maxAspect(),
              "Largest ratio of the longer to the shorter edge.")
          .atLeast(1.0);

  public static final Option<Boolean> APPLY_EXIF_ORIENTATION =
      Option.flag(
          "image.apply-exif-orientation",
          false,
          "Whether to rotate and mirror as EXIF says. The model's reference implementation does"
              + " not, so codes differ from its codes where an image has an orientation.");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Image",
          "Which images are decoded. The limits are checked from the header, before any pixel is"
              + " allocated; what exceeds them becomes a dead letter.",
          List.of(
              MAX_BYTES, MAX_WIDTH, MAX_HEIGHT, MAX_PIXELS, MAX_ASPECT, APPLY_EXIF_ORIENTATION));

  /** Reads the options of this stage. */
  public static ImageOptions from(Settings settings) {
    return new ImageOptions(
        new ImageLimits(
            settings.get(MAX_BYTES).getBytes(),
            settings.get(MAX_WIDTH),
            settings.get(MAX_HEIGHT),
            settings.get(MAX_PIXELS),
            settings.get(MAX_ASPECT)),
        settings.get(APPLY_EXIF_ORIENTATION));
  }
}
