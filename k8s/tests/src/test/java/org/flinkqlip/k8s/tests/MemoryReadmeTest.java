// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MemoryReadmeTest {
  private static final Path README = Repository.K8S.resolve("README.md");
  private static final Pattern TABLE =
      Pattern.compile(
          "(<!-- Computed by MemoryReadmeTest[^>]*-->\\n)(.*?)(\\n<!-- end -->)", Pattern.DOTALL);

  @Test
  void theTableIsWhatFlinkComputes() throws IOException {
    assumeTrue(
        Kubectl.find().isPresent(),
        "no kubectl 1.27 or later on the PATH: the table of the README is not compared");
    String readme = Repository.read(README);
    Matcher table = TABLE.matcher(readme);
    assertThat(table.find()).as("k8s/README.md has a computed table").isTrue();
    String computed = MemoryTable.page(Manifests.ours()).stripTrailing() + "\n";
    if (Boolean.getBoolean("qlip.docs.write")) {
      Files.writeString(
          README,
          table.replaceFirst(Matcher.quoteReplacement(table.group(1) + computed + table.group(3))));
      return;
    }
    assertThat(table.group(2))
        .as(
            "write it again: mvn test -Dquick -pl k8s/tests -am -Dtest=MemoryReadmeTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dqlip.docs.write=true")
        .isEqualTo(computed);
  }
}
