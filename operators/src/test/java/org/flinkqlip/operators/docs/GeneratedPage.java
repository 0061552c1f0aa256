// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that is made from the code. */
public final class GeneratedPage {
  private GeneratedPage() {}

  /**
   * Fails if {@code docs/reference/NAME} differs from the text; writes it first if the build was
   * started with {@code -DupdateDocs}.
   */
  public static void assertUpToDate(String name, String text) throws IOException {
    Path page = Path.of("..", "docs", "reference", name);
    if (System.getProperty("updateDocs") != null) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, text);
    }
    assertThat(page).as("run the test with -DupdateDocs to write it").exists();
    assertThat(Files.readString(page))
        .as("%s differs from the code; run the test with -DupdateDocs", page)
        .isEqualTo(text);
  }
}
