// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change in these bytes breaks every reader of a topic that already holds records. */
class GoldenBytesTest {

  private static final Path GOLDEN = ExpectedFile.RESOURCES.resolve("golden");

  static Stream<Arguments> payloads() {
    return Samples.all().stream()
        .flatMap(record -> Stream.of(WireKind.values()).map(kind -> Arguments.of(record, kind)));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void recordsEncodeToTheGoldenBytes(SpecificRecord record, WireKind kind) throws Exception {
    byte[] payload = TestFormats.encode(TestFormats.open(kind), record);

    ExpectedFile.assertHolds(file(record, kind), hex(payload));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void goldenBytesDecodeToTheRecords(SpecificRecord record, WireKind kind) throws Exception {
    assertThat(decode(file(record, kind), record, record.getSchema(), kind)).isEqualTo(record);
  }

  static Stream<Arguments> olderPayloads() {
    return Samples.older().stream()
        .flatMap(older -> Stream.of(WireKind.values()).map(kind -> Arguments.of(older, kind)));
  }

  @ParameterizedTest
  @MethodSource("olderPayloads")
  void bytesOfOlderVersionsDecodeWithTheDefaultsOfWhatCameLater(Samples.Older older, WireKind kind)
      throws Exception {
    SpecificRecord record = older.record();
    Schema writer = KnownSchemas.released(record.getSchema().getName()).get(older.version() - 1);

    assertThat(decode(file(record, kind, older.version()), record, writer, kind)).isEqualTo(record);
  }

  private static SpecificRecord decode(
      Path file, SpecificRecord record, Schema writer, WireKind kind) throws Exception {
    InMemoryDirectory directory = new InMemoryDirectory();
    directory.id("topic", writer);
    String hex = Files.readString(file).replaceAll("\\s", "");
    return TestFormats.open(kind, directory)
        .deserializer(record.getClass())
        .deserialize(HexFormat.of().parseHex(hex));
  }

  private static Path file(SpecificRecord record, WireKind kind) {
    return file(record, kind, KnownSchemas.released(record.getSchema().getName()).size());
  }

  private static Path file(SpecificRecord record, WireKind kind, int version) {
    String suffix = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return GOLDEN.resolve("v%d/%s.%s.hex".formatted(version, record.getSchema().getName(), suffix));
  }

  private static String hex(byte[] payload) {
    return HexFormat.of().formatHex(payload).replaceAll("(.{64})(?=.)", "$1\n") + "\n";
  }
}
