// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;
import org.flinkqlip.model.export.checkpoint.SafetensorsWriter;
import org.flinkqlip.model.export.checkpoint.TensorType;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One tensor of 1,024 x 1,024 weights from a file in the page cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SafetensorsBenchmark {
  private static final int EDGE = 1024;
  private static final String TENSOR = "weight";

  /** How the weights are stored. */
  @Param({"F32", "F16"})
  public TensorType type;

  private Path path;
  private SafetensorsFile file;

  /** Writes numbers that all types have, opens the file and compares what it reads. */
  @Setup
  public void prepare() throws IOException, CheckpointException {
    float[] values = new float[EDGE * EDGE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 2048 - 1024) / 1024f;
    }
    path = Files.createTempFile("qlip-bench-", ".safetensors");
    SafetensorsWriter.write(
        path,
        type,
        new TreeMap<>(Map.of(TENSOR, List.of((long) EDGE, (long) EDGE))),
        name -> values);
    file = SafetensorsFile.open(path);
    Reference.require(Arrays.equals(read(), values), "SafetensorsFile", "SafetensorsWriter");
  }

  /** Closes and deletes the file. */
  @TearDown
  public void close() throws IOException {
    file.close();
    Files.delete(path);
  }

  /** Maps the tensor and copies it as float32. */
  @Benchmark
  public float[] read() throws IOException, CheckpointException {
    return file.floats(TENSOR);
  }
}
