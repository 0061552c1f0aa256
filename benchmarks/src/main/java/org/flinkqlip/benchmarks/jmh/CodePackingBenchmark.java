package org.flinkqlip.benchmarks.jmh;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.model.runtime.codes.CodePacking;
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

/** 256 codes of 28 bits as a string of bits, and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodePackingBenchmark {
  private static final int COUNT = 256;
  private static final int BITS = 28;
  private static final long SEED = 7;

  private int[] codes;
  private byte[] packed;

  /** Draws codes and compares the packed bytes with one large number's. */
  @Setup
  public void prepare() {
    codes = new Random(SEED).ints(COUNT, 0, 1 << BITS).toArray();
    packed = CodePacking.pack(codes, BITS);
    BigInteger number = BigInteger.ZERO;
    for (int code : codes) {
      number = number.shiftLeft(BITS).or(BigInteger.valueOf(code));
    }
    Reference.require(
        new BigInteger(1, packed).equals(number)
            && packed.length == CodePacking.packedSize(COUNT, BITS)
            && Arrays.equals(unpack(), codes),
        "CodePacking",
        "BigInteger");
  }

  /** Codes to bytes. */
  @Benchmark
  public byte[] pack() {
    return CodePacking.pack(codes, BITS);
  }

  /** Bytes to codes. */
  @Benchmark
  public int[] unpack() {
    return CodePacking.unpack(packed, COUNT, BITS);
  }
}
