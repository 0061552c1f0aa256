// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of a record must read every other: what registries call FULL_TRANSITIVE. */
class ReleasedVersionsTest {

  private static final Path RELEASED = Path.of("src/main/resources/org/flinkqlip/schemas/released");

  static Stream<Schema> records() {
    return Samples.all().stream().map(SpecificRecord::getSchema);
  }

  @ParameterizedTest
  @MethodSource("records")
  void theCurrentSchemaIsTheNewestReleasedVersion(Schema current) throws Exception {
    Schema plain = TestFormats.schema(SchemaText.of(current));
    List<Schema> released = KnownSchemas.released(current.getName());
    if (ExpectedFile.updating() && (released.isEmpty() || !last(released).equals(plain))) {
      String name = "%s/v%d.avsc".formatted(current.getName(), released.size() + 1);
      ExpectedFile.assertHolds(RELEASED.resolve(name), SchemaText.indented(current));
      return;
    }

    assertThat(released).as("released versions of %s", current.getName()).isNotEmpty();
    assertThat(last(released))
        .as("%s changed: add its next version with -Dexpected.update=true", current.getName())
        .isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyVersionReadsEveryOther(Schema current) {
    List<Schema> versions = new ArrayList<>(KnownSchemas.released(current.getName()));
    versions.add(current);

    assertThat(conflicts(versions)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyReleasedVersionIsKnownByItsFingerprint(Schema current) throws Exception {
    KnownSchemas known = new KnownSchemas();
    known.know(current);

    for (Schema version : KnownSchemas.released(current.getName())) {
      assertThat(known.schema(KnownSchemas.fingerprint(version)).getFullName())
          .isEqualTo(current.getFullName());
    }
  }

  @Test
  void aFieldWithoutDefaultIsSeenAsAConflict() {
    Schema one = TestFormats.schema("{'type':'record','name':'R','fields':[]}".replace('\'', '"'));
    Schema two =
        TestFormats.schema(
            "{'type':'record','name':'R','fields':[{'name':'a','type':'int'}]}".replace('\'', '"'));

    assertThat(conflicts(List.of(one, two))).containsExactly("version 1 cannot read version 0");
  }

  /** The file of a record's newest released version. */
  static Path newestFile(String recordName) {
    int version = KnownSchemas.released(recordName).size();
    return RELEASED.resolve(recordName).resolve("v%d.avsc".formatted(version));
  }

  private static List<String> conflicts(List<Schema> versions) {
    List<String> conflicts = new ArrayList<>();
    for (int reader = 0; reader < versions.size(); reader++) {
      for (int writer = 0; writer < versions.size(); writer++) {
        SchemaCompatibilityType type =
            SchemaCompatibility.checkReaderWriterCompatibility(
                    versions.get(reader), versions.get(writer))
                .getType();
        if (type != SchemaCompatibilityType.COMPATIBLE) {
          conflicts.add("version %d cannot read version %d".formatted(reader, writer));
        }
      }
    }
    return conflicts;
  }

  private static Schema last(List<Schema> schemas) {
    return schemas.get(schemas.size() - 1);
  }
}
