// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.health.HealthFigures;
import org.flinkqlip.model.runtime.health.HealthTally;

/**
 * Watches the results of one subtask on the device's thread, right after each batch. It never fails
 * a record or a job.
 */
public final class HealthMonitor {
  private final HealthWindow window;
  private final Optional<ReconstructionSampler> sampler;

  /**
   * A monitor that has seen nothing.
   *
   * @param reconstructor makes pictures of codes, if the options ask for them
   */
  public HealthMonitor(
      HealthOptions options, ModelManifest manifest, Optional<Reconstructor> reconstructor) {
    this(options, manifest, reconstructor, System::nanoTime);
  }

  HealthMonitor(
      HealthOptions options,
      ModelManifest manifest,
      Optional<Reconstructor> reconstructor,
      LongSupplier nanoTime) {
    this.window =
        new HealthWindow(
            options.window(),
            () -> new HealthTally(manifest.bits(), manifest.embeddingSize()),
            nanoTime);
    this.sampler =
        reconstructor.map(decoder -> new ReconstructionSampler(decoder, options.psnrEvery()));
  }

  /**
   * Sees a batch.
   *
   * @param pixels uint8 [images, S, S, 3], what the images were made of
   */
  public void add(List<? extends ImageResult> images, ByteBuffer pixels) {
    double[] psnr =
        sampler.map(decoder -> decoder.measure(images, pixels)).orElse(ReconstructionSampler.NONE);
    window.add(
        tally -> {
          for (ImageResult image : images) {
            tally.add(image.codes(), image.embedding());
            image.latentFacts().ifPresent(tally::addLatents);
          }
          for (double decibels : psnr) {
            tally.addReconstruction(decibels);
          }
        });
  }

  /** The figures of the window; any thread may ask. */
  HealthFigures figures() {
    return window.figures();
  }
}
