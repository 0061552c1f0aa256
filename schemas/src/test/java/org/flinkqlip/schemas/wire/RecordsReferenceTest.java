// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.CodeSequence;
import org.flinkqlip.schemas.Provenance;
import org.junit.jupiter.api.Test;

/** Keeps docs/reference/records.md equal to the schemas. */
class RecordsReferenceTest {

  private static final Path PAGE = Path.of("../docs/reference/records.md");

  @Test
  void theReferencePageIsThatOfTheSchemas() throws Exception {
    Map<String, String> blocks = new LinkedHashMap<>();
    blocks.put("fingerprints", fingerprints());
    blocks.put("python", "```python\n" + Files.readString(PythonReadsTest.SCRIPT) + "```\n");
    for (SpecificRecord record : Samples.all()) {
      blocks.put(record.getSchema().getName(), record(record.getSchema()));
    }
    blocks.put("CodeSequence", record(CodeSequence.getClassSchema()));
    blocks.put("Provenance", record(Provenance.getClassSchema()));

    String page = Files.readString(PAGE);
    for (Map.Entry<String, String> block : blocks.entrySet()) {
      page = replace(page, block.getKey(), block.getValue());
    }

    ExpectedFile.assertHolds(PAGE, page);
  }

  @Test
  void everyFaultIsNamedOnThePage() throws Exception {
    assertThat(Files.readString(PAGE))
        .contains(Arrays.stream(WireFault.values()).map(Enum::name).toList());
  }

  @Test
  void everyFieldIsDocumented() {
    for (SpecificRecord record : Samples.all()) {
      assertThat(record.getSchema().getFields())
          .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
    }
  }

  private static String fingerprints() throws IOException {
    StringBuilder table = new StringBuilder("| record | version | fingerprint |\n|---|---|---|\n");
    for (SpecificRecord record : Samples.all()) {
      int version = 1;
      for (Schema schema : KnownSchemas.released(record.getSchema().getName())) {
        byte[] header = FrameHeader.write(WireKind.SINGLE_OBJECT, KnownSchemas.fingerprint(schema));
        table.append(
            "| `%s` | %d | `%s` |\n"
                .formatted(schema.getName(), version++, HexFormat.of().formatHex(header, 2, 10)));
      }
    }
    return table.toString();
  }

  private static String record(Schema schema) {
    return schema.getFields().stream()
        .map(
            field ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(field.name(), type(field.schema()), byDefault(field), field.doc()))
        .collect(
            Collectors.joining(
                "",
                schema.getDoc() + "\n\n| field | type | default | meaning |\n|---|---|---|---|\n",
                ""));
  }

  private static String type(Schema schema) {
    String logical = schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
              .map(RecordsReferenceTest::type)
              .collect(Collectors.joining(" or "));
      case ARRAY -> "array of " + type(schema.getElementType());
      case MAP -> "map of string to " + type(schema.getValueType());
      case RECORD ->
          "[%s](#%s)".formatted(schema.getName(), schema.getName().toLowerCase(Locale.ROOT));
      default -> logical.isEmpty() ? schema.getName() : schema.getName() + " (" + logical + ")";
    };
  }

  private static String byDefault(Schema.Field field) {
    if (!field.hasDefaultValue()) {
      return "";
    }
    Object value = field.defaultVal();
    return value == JsonProperties.NULL_VALUE ? "null" : value.toString();
  }

  private static String replace(String page, String name, String content) {
    String begin = "<!-- begin " + name + " -->\n";
    String end = "<!-- end " + name + " -->";
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    assertThat(from).as("marker %s in %s", begin, PAGE).isNotNegative();
    assertThat(to).as("marker %s in %s", end, PAGE).isGreaterThan(from);
    return page.substring(0, from + begin.length()) + content + page.substring(to);
  }
}
