// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Flink makes of the overlays, to be read in a change: nothing moves unseen. */
class GoldenRenderingTest {
  private static final Path GOLDEN =
      Repository.K8S.resolve("tests/src/test/resources/org/flinkqlip/k8s/tests/rendered");

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "production"})
  void theRenderingOfTokenizeImagesIsTheRecordedOne(String overlay) throws IOException {
    assumeTrue(
        Kubectl.find().isPresent(),
        "no kubectl 1.27 or later on the PATH: overlays are not rendered");
    Deployment deployment =
        Manifests.ours().deployments().stream()
            .filter(one -> one.toString().equals(overlay + "/tokenize-images"))
            .findFirst()
            .orElseThrow();
    List<JsonNode> objects = FlinkRendering.of(Manifests.ours().verdict(deployment));
    // The suffix of the options' Secret follows from their text.
    String rendered =
        objects.stream()
            .map(Yaml::write)
            .collect(Collectors.joining("---\n"))
            .replaceAll("-options-[a-z0-9]{10}", "-options");
    Path file = GOLDEN.resolve(overlay + ".yaml");
    if (Boolean.getBoolean("qlip.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, rendered);
      return;
    }
    assertThat(rendered)
        .as(
            "look at the difference; then write it again: mvn test -Dquick -pl k8s/tests -am"
                + " -Dtest=GoldenRenderingTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dqlip.golden.write=true")
        .isEqualTo(Repository.read(file));
  }
}
