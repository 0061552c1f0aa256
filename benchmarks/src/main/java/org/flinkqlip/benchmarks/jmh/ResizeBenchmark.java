// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.benchmarks.imaging.ReferenceResize;
import org.flinkqlip.benchmarks.imaging.ResizeStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoded pixels to uint8 [256, 256, 3]. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResizeBenchmark {
  private static final int EDGE = 256;
  private static final long SEED = 7;

  /** Columns; three rows for four of them. */
  @Param({"500", "1280"})
  public int width;

  private final ResizeStage stage = new ResizeStage(EDGE);
  private final ByteBuffer target = ByteBuffer.allocateDirect(3 * EDGE * EDGE);
  private int height;
  private byte[] rgb;

  /** Makes pixels and compares the result with that of the resize written down plainly. */
  @Setup
  public void prepare() {
    height = width * 3 / 4;
    rgb = new byte[3 * width * height];
    new Random(SEED).nextBytes(rgb);
    byte[] pixels = new byte[target.capacity()];
    resize().get(0, pixels);
    Reference.require(
        Arrays.equals(pixels, ReferenceResize.square(rgb, width, height, EDGE)),
        "SquareResizer",
        "ReferenceResize");
  }

  /** Resizes and crops. */
  @Benchmark
  public ByteBuffer resize() {
    stage.run(rgb, width, height, target);
    return target;
  }
}
