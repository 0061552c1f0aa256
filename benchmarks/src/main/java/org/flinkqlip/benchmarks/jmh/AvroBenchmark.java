// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The records of one image of B/16-256 to bytes: 256 codes, and an embedding of 512 floats. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AvroBenchmark {
  private static final int CODES = 256;
  private static final int BITS = 28;
  private static final int GRID = 16;
  private static final int DIMENSIONS = 512;
  private static final long SEED = 7;

  private final WireFormat format = WireFormatOptions.singleObject().open();
  private final RecordSerializer<ImageCodes> codesSerializer =
      format.serializer(ImageCodes.class, "codes");
  private final RecordSerializer<ImageEmbedding> embeddingSerializer =
      format.serializer(ImageEmbedding.class, "embeddings");
  private final Random random = new Random(SEED);
  private final int[] codes = random.ints(CODES, 0, 1 << BITS).toArray();
  private final float[] embedding = new float[DIMENSIONS];
  private final Provenance provenance =
      Provenance.newBuilder()
          .setTopic("images")
          .setPartition(0)
          .setOffset(1L << 20)
          .setContentSha256("0".repeat(64))
          .setModelId("model@0123456789ab")
          .build();

  /** Draws an embedding and compares the bytes with those of Avro's own encoder. */
  @Setup
  public void prepare() throws IOException, RegistryException {
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = random.nextFloat();
    }
    compare(codesRecord(), writeCodes());
    compare(embeddingRecord(), writeEmbedding());
  }

  private static <T extends SpecificRecordBase> void compare(T record, byte[] bytes)
      throws IOException {
    ByteBuffer expected =
        new BinaryMessageEncoder<T>(record.getSpecificData(), record.getSchema()).encode(record);
    Reference.require(
        expected.equals(ByteBuffer.wrap(bytes)), "RecordSerializer", "Avro's BinaryMessageEncoder");
  }

  /** Ends the format. */
  @TearDown
  public void close() {
    format.close();
  }

  /** Makes and writes a record of codes. */
  @Benchmark
  public byte[] writeCodes() throws RegistryException {
    return codesSerializer.serialize(codesRecord());
  }

  /** Makes and writes a record of an embedding. */
  @Benchmark
  public byte[] writeEmbedding() throws RegistryException {
    return embeddingSerializer.serialize(embeddingRecord());
  }

  private ImageCodes codesRecord() {
    return new ImageCodes(
        "image-000001",
        Instant.EPOCH,
        GRID,
        GRID,
        BITS,
        PrimitiveLists.ofInts(codes),
        provenance,
        null);
  }

  private ImageEmbedding embeddingRecord() {
    return new ImageEmbedding(
        "image-000001",
        Instant.EPOCH,
        PrimitiveLists.ofFloats(embedding),
        null,
        Map.of(),
        provenance);
  }
}
