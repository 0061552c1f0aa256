// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the operator's own code made of a deployment, in a JVM with the Flink that it needs.
 *
 * @param refusal why it refused, if it did
 * @param configuration what it would start Flink with, if it accepted
 * @param templates pod templates of the roles jobmanager and taskmanager, if it accepted
 * @param knownKeys the operator's own options
 */
record OperatorVerdict(
    Optional<String> refusal,
    Map<String, String> configuration,
    Map<String, String> templates,
    Set<String> knownKeys) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TARGET = Repository.K8S.resolve("validator/target");

  /** Verdicts on deployments, by their names; one JVM for all. */
  static Map<String, OperatorVerdict> of(List<Deployment> deployments) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Map<String, String> files = new TreeMap<>();
      for (Deployment deployment : deployments) {
        String file = deployment.toString().replace('/', '_');
        files.put(deployment.toString(), file);
        folder.write(file + ".yaml", Yaml.write(deployment.object()));
      }
      Program.run(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              TARGET.resolve("classes")
                  + File.pathSeparator
                  + Repository.read(TARGET.resolve("validator.classpath")),
              "org.flinkqlip.k8s.validator.ValidateDeployments",
              folder.path().toString())
          .orThrow();
      Map<String, OperatorVerdict> verdicts = new TreeMap<>();
      for (Map.Entry<String, String> file : files.entrySet()) {
        verdicts.put(file.getKey(), read(folder.path(), file.getValue()));
      }
      return verdicts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OperatorVerdict read(Path folder, String name) throws IOException {
    Set<String> keys =
        JSON.readValue(folder.resolve("operator-keys.json").toFile(), new TypeReference<>() {});
    Path refusal = folder.resolve(name + ".invalid");
    if (Files.exists(refusal)) {
      return new OperatorVerdict(Optional.of(Files.readString(refusal)), Map.of(), Map.of(), keys);
    }
    return new OperatorVerdict(
        Optional.empty(),
        JSON.readValue(folder.resolve(name + ".config.json").toFile(), new TypeReference<>() {}),
        Map.of(
            "jobmanager", Files.readString(folder.resolve(name + ".jobmanager-template.yaml")),
            "taskmanager", Files.readString(folder.resolve(name + ".taskmanager-template.yaml"))),
        keys);
  }
}
