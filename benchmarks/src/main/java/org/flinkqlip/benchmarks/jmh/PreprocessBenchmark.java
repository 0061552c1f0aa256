// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A JPEG file of 500 x 375 pixels and 73 KiB to uint8 [256, 256, 3]. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PreprocessBenchmark {
  private static final int EDGE = 256;
  private static final String FILE = "scene.jpg";

  /** Of Pillow 9.4.0's result for the file. */
  private static final String PILLOW =
      "70a71cc86d448ce08512f49b599bc9e27d530bb1a1cf80c12092f9baec8d89d2";

  private final ImagePreprocessor preprocessor =
      new ImagePreprocessor(PreprocessOptions.forSize(EDGE));
  private final ByteBuffer target = ByteBuffer.allocateDirect(preprocessor.tensorSize());
  private byte[] content;

  /** Reads the file and compares its pixels with Pillow's. */
  @Setup
  public void prepare() throws IOException, ImageRejectedException {
    try (InputStream in = PreprocessBenchmark.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new FileNotFoundException(FILE + " is missing from the class path");
      }
      content = in.readAllBytes();
    }
    byte[] pixels = new byte[target.capacity()];
    jpeg().get(0, pixels);
    Reference.require(Sha256.of(pixels).equals(PILLOW), "ImagePreprocessor", "Pillow");
  }

  /** Decodes, resizes and crops. */
  @Benchmark
  public ByteBuffer jpeg() throws ImageRejectedException {
    preprocessor.preprocess(content, target, 0);
    return target;
  }
}
