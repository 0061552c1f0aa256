package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change in these bytes breaks every reader of a topic that already holds records. */
class GoldenBytesTest {

  private static final Path GOLDEN = ExpectedFile.RESOURCES.resolve("golden/v1");

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
    InMemoryDirectory directory = new InMemoryDirectory();
    directory.id("topic", record.getSchema());
    String hex = Files.readString(file(record, kind)).replaceAll("\\s", "");

    SpecificRecord decoded =
        TestFormats.open(kind, directory)
            .decoder(record.getClass())
            .decode(HexFormat.of().parseHex(hex));

    assertThat(decoded).isEqualTo(record);
  }

  static Path file(SpecificRecord record, WireKind kind) {
    String suffix = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return GOLDEN.resolve(record.getSchema().getName() + "." + suffix + ".hex");
  }

  private static String hex(byte[] payload) {
    return HexFormat.of().formatHex(payload).replaceAll("(.{64})(?=.)", "$1\n") + "\n";
  }
}
