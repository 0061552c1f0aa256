// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the manifests expect of the images is what docker/ puts into them. */
class ImageAgreementTest {
  private static final Path DOCKERFILE = Repository.ROOT.resolve("docker/Dockerfile");

  @BeforeEach
  void needTheDockerfile() {
    assumeTrue(Files.exists(DOCKERFILE), "there is no docker/Dockerfile: images are not compared");
  }

  @Test
  void theJobJarIsWhereDeploymentsLookForIt() {
    Deployment deployment = Manifests.ours().deployments().get(0);
    String jar = deployment.spec().at("/job/jarURI").asText().replace("local://", "");
    assertThat(Repository.read(DOCKERFILE)).contains(" " + jar + "\n");
  }

  @Test
  void theNativeLibrariesAreWhereTheJvmLooksForThem() {
    String options = Manifests.ours().deployments().get(0).configuration().get("env.java.opts.all");
    String folder = options.substring(options.indexOf("native.path=") + "native.path=".length());
    assertThat(Repository.read(DOCKERFILE)).contains(" " + folder + "/\n");
  }

  @Test
  void theUserIsThatOfThePods() {
    int user =
        Manifests.ours()
            .deployments()
            .get(0)
            .spec()
            .at("/podTemplate/spec/securityContext/runAsUser")
            .asInt();
    assertThat(Repository.read(DOCKERFILE)).contains("USER " + user);
  }

  @Test
  void bothVariantsOfTheTagAreTargets() {
    assertThat(Repository.read(DOCKERFILE)).contains("AS cpu\n").contains("AS gpu\n");
  }
}
