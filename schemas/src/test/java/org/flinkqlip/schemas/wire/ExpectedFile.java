// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checked-in files that tests compare with; {@code -Dexpected.update=true} writes them anew. */
final class ExpectedFile {

  static final Path RESOURCES = Path.of("src/test/resources");

  private ExpectedFile() {}

  static boolean updating() {
    return Boolean.getBoolean("expected.update");
  }

  static void assertHolds(Path file, String actual) throws IOException {
    if (updating()) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(file)
        .as("%s; if the change is meant, run the test with -Dexpected.update=true", file)
        .hasContent(actual);
  }
}
