// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.flinkqlip.benchmarks.measure.Medians;
import org.flinkqlip.benchmarks.measure.ThreadMeter;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;

/** This project's imaging, on the calling thread, into one direct buffer as a job has it. */
final class OurSide {
  private final ImagePreprocessor preprocessor;
  private final ResizeStage resize;
  private final ByteBuffer target;

  OurSide(int edge) {
    preprocessor = new ImagePreprocessor(PreprocessOptions.forSize(edge));
    resize = new ResizeStage(edge);
    target = ByteBuffer.allocateDirect(preprocessor.tensorSize());
  }

  /**
   * What one call costs.
   *
   * @param millis median CPU milliseconds of the thread
   * @param allocatedBytes of heap, the mean
   */
  record Cost(double millis, double allocatedBytes) {}

  @FunctionalInterface
  private interface Work {
    void run() throws ImageRejectedException;
  }

  /** Decodes, resizes and crops until the time is over. */
  void warmUp(TestFile file, Duration time) throws ImageRejectedException {
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
      preprocessor.preprocess(file.content(), target, 0);
      resize.run(file.picture(), target);
    }
  }

  /** Decoding, resizing and cropping. */
  Cost everything(TestFile file, int repetitions) throws ImageRejectedException {
    return measure(() -> preprocessor.preprocess(file.content(), target, 0), repetitions);
  }

  /** Resizing and cropping of decoded pixels. */
  Cost resizing(TestPicture picture, int repetitions) throws ImageRejectedException {
    return measure(() -> resize.run(picture, target), repetitions);
  }

  /** The pixels of a file: uint8 [S, S, 3]. */
  byte[] pixels(TestFile file) throws ImageRejectedException {
    preprocessor.preprocess(file.content(), target, 0);
    byte[] pixels = new byte[target.capacity()];
    target.get(0, pixels);
    return pixels;
  }

  private static Cost measure(Work work, int repetitions) throws ImageRejectedException {
    double[] millis = new double[repetitions];
    long allocated = 0;
    for (int i = 0; i < repetitions; i++) {
      long bytes = ThreadMeter.allocatedBytes();
      long start = ThreadMeter.cpuNanos();
      work.run();
      millis[i] = (ThreadMeter.cpuNanos() - start) / 1e6;
      allocated += ThreadMeter.allocatedBytes() - bytes;
    }
    return new Cost(Medians.of(millis), (double) allocated / repetitions);
  }
}
