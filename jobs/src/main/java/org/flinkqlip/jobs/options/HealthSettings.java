// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.List;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.operators.health.HealthOptions;

/** How the health of the model is watched. */
public final class HealthSettings {
  public static final Option<Boolean> ENABLED =
      Option.flag(
          "health.enabled",
          HealthOptions.DEFAULT.enabled(),
          "Whether the results of the model are watched at all.");

  public static final Option<Duration> WINDOW =
      Option.duration(
              "health.window",
              HealthOptions.DEFAULT.window(),
              "How far back the figures look. A feed that changes fills it within this time.")
          .atLeast(HealthOptions.LEAST_WINDOW);

  public static final Option<Integer> MIN_IMAGES =
      Option.integer(
              "health.min-images",
              HealthOptions.DEFAULT.minImages(),
              "Images in the window of a subtask below which its figures are NaN, and no alert fires:"
                  + " few images differ from a baseline by chance. Where a subtask sees fewer in"
                  + " health.window, take a longer window.")
          .atLeast(1);

  public static final Option<Boolean> PER_BIT =
      Option.flag(
          "health.per-bit",
          HealthOptions.DEFAULT.perBit(),
          "Whether each bit of the codes has metrics of its own: two more series a bit and subtask,"
              + " 56 for codes of 28 bits.");

  public static final Option<Integer> PSNR_EVERY =
      Option.integer(
              "health.psnr-every",
              HealthOptions.DEFAULT.psnrEvery(),
              "One in so many images is reconstructed and compared with the original; 0 for none. Loads the"
                  + " decoder beside the encoder, which takes its memory again. A reconstruction takes"
                  + " about as long as an image, so 200 costs half a percent.")
          .atLeast(0);

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Health",
          "How it is watched whether images are what the model knows, see"
              + " [health of the model](../concepts/health.md).",
          List.of(ENABLED, WINDOW, MIN_IMAGES, PER_BIT, PSNR_EVERY));

  private HealthSettings() {}

  /** Reads the options of this stage. */
  public static HealthOptions from(Settings settings) {
    return new HealthOptions(
        settings.get(ENABLED),
        settings.get(WINDOW),
        settings.get(MIN_IMAGES),
        settings.get(PER_BIT),
        settings.get(PSNR_EVERY));
  }
}
