// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Another implementation of Avro reads our bytes with the schema files that we publish. */
class PythonReadsTest {

  /** Shown in docs/reference/records.md as it is. */
  static final Path SCRIPT = ExpectedFile.RESOURCES.resolve("python/read_record.py");

  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path dir;

  @BeforeAll
  static void needPython() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is not installed");
    Process probe = new ProcessBuilder(PYTHON, "-c", "import avro.io").start();
    assumeTrue(probe.waitFor() == 0, "the Debian package python3-avro is not installed");
  }

  static Stream<Arguments> payloads() {
    return Samples.all().stream()
        .flatMap(record -> Stream.of(WireKind.values()).map(kind -> Arguments.of(record, kind)));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void pythonReadsEveryFieldAsWeWroteIt(SpecificRecord record, WireKind kind) throws Exception {
    byte[] payload = TestFormats.encode(TestFormats.open(kind), record);
    Path schemaFile = ReleasedVersionsTest.newestFile(record.getSchema().getName());

    JsonNode read = run(schemaFile, Files.write(dir.resolve("payload"), payload));

    assertThat(read.get("writer").asText()).isEqualTo(writer(kind, payload));
    assertSame(record, read.get("record"));
  }

  private static String writer(WireKind kind, byte[] payload) {
    return switch (kind) {
      case SINGLE_OBJECT -> "fingerprint " + HexFormat.of().formatHex(payload, 2, 10);
      case CONFLUENT -> "schema id " + InMemoryDirectory.FIRST_ID;
    };
  }

  private static void assertSame(Object ours, JsonNode theirs) {
    if (ours == null) {
      assertThat(theirs.isNull()).isTrue();
    } else if (ours instanceof SpecificRecord record) {
      assertThat(theirs).hasSameSizeAs(record.getSchema().getFields());
      for (Schema.Field field : record.getSchema().getFields()) {
        assertSame(record.get(field.pos()), theirs.get(field.name()));
      }
    } else if (ours instanceof List<?> list) {
      assertThat(theirs).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        assertSame(list.get(i), theirs.get(i));
      }
    } else if (ours instanceof Map<?, ?> map) {
      assertThat(theirs).hasSize(map.size());
      map.forEach((key, value) -> assertSame(value, theirs.get((String) key)));
    } else if (ours instanceof ByteBuffer bytes) {
      byte[] content = HexFormat.of().parseHex(theirs.asText());
      assertThat(ByteBuffer.wrap(content)).isEqualTo(bytes);
    } else if (ours instanceof Instant time) {
      assertThat(OffsetDateTime.parse(theirs.asText()).toInstant()).isEqualTo(time);
    } else if (ours instanceof Float number) {
      assertThat((float) theirs.doubleValue()).isEqualTo(number);
    } else {
      assertThat(theirs.asText()).isEqualTo(ours.toString());
    }
  }

  private static JsonNode run(Path schema, Path payload) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(PYTHON, SCRIPT.toString(), schema.toString(), payload.toString())
            .redirectErrorStream(true)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(() -> new String(output, StandardCharsets.UTF_8)).isZero();
    return new ObjectMapper().readTree(output);
  }
}
