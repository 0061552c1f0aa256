// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 20,000 damaged payloads: each gives a record or a typed failure, within bounded memory. */
class MutatedPayloadTest {

  private static final int MUTANTS = 2_500;
  private static final long MAX_ALLOCATION = 1 << 18;

  static Stream<Arguments> payloads() {
    return Samples.all().stream()
        .flatMap(record -> Stream.of(WireKind.values()).map(kind -> Arguments.of(record, kind)));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void aDamagedPayloadGivesARecordOrATypedFailure(SpecificRecord record, WireKind kind)
      throws Exception {
    WireFormat format = TestFormats.open(kind);
    byte[] payload = TestFormats.encode(format, record);
    RecordDeserializer<? extends SpecificRecord> deserializer =
        format.deserializer(record.getClass());
    assertThat(deserializer.deserialize(payload)).isEqualTo(record);
    Random random = new Random((record.getSchema().getName() + kind).hashCode());
    int decoded = 0;
    int refused = 0;

    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutate(payload, kind.headerLength(), random);
      long before = Allocation.ofThisThread();
      try {
        assertThat(deserializer.deserialize(mutant)).isNotNull();
        decoded++;
      } catch (MalformedRecordException e) {
        assertThat(e.fault()).isNotNull();
        refused++;
      }
      assertThat(Allocation.ofThisThread() - before).isLessThan(MAX_ALLOCATION);
    }

    assertThat(decoded).as("mutants that are still records").isPositive();
    assertThat(refused).as("mutants that are none").isPositive();
  }

  /** Mostly damages the body, since a damaged header is found at once. */
  private static byte[] mutate(byte[] payload, int headerLength, Random random) {
    byte[] mutant = payload.clone();
    int first = random.nextInt(10) == 0 ? 0 : headerLength;
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = first + random.nextInt(mutant.length - first);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(mutant, at, Math.min(mutant.length, at + 9), (byte) 0xff);
        case 3 -> mutant = cut(mutant, at);
        default -> mutant = Arrays.copyOf(mutant, Math.max(first + 1, at));
      }
    }
    return mutant;
  }

  private static byte[] cut(byte[] bytes, int at) {
    if (bytes.length < 20) {
      return bytes;
    }
    byte[] shorter = new byte[bytes.length - 1];
    System.arraycopy(bytes, 0, shorter, 0, at);
    System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }
}
