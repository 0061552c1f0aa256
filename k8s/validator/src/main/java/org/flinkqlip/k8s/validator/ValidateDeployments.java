// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.validator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.config.FlinkConfigManager;
import org.apache.flink.kubernetes.operator.config.KubernetesOperatorConfigOptions;
import org.apache.flink.kubernetes.operator.validation.DefaultValidator;

/**
 * Runs the operator's checks on every {@code *.yaml} of a folder, each a FlinkDeployment, and
 * computes the configuration that the operator would start Flink with. Beside {@code name.yaml} it
 * writes either {@code name.invalid}, with the operator's words, or {@code name.config.json},
 * {@code name.jobmanager-template.yaml} and {@code name.taskmanager-template.yaml}; and for all of
 * them {@code operator-keys.json}, the operator's options.
 */
public final class ValidateDeployments {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Unknown fields are errors here, where the model has no place for them. */
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Names of Flink 2, and those of the Flink that the operator's code was compiled against. */
  private static final Map<String, String> OLD_NAMES =
      Map.of(
          "execution.checkpointing.dir", "state.checkpoints.dir",
          "execution.checkpointing.savepoint-dir", "state.savepoints.dir");

  private final Path folder;

  private ValidateDeployments(Path folder) {
    this.folder = folder;
  }

  /** Validates the files of the folder that is the one argument. */
  public static void main(String[] arguments) {
    int status = 0;
    try {
      new ValidateDeployments(Path.of(arguments[0])).validateAll();
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      status = 1;
    }
    // The configuration's manager leaves a thread behind, which would keep the process.
    System.exit(status);
  }

  private void validateAll() throws IOException {
    List<Path> deployments;
    try (Stream<Path> files = Files.list(folder)) {
      deployments = files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
    }
    for (Path deployment : deployments) {
      validate(deployment);
    }
    writeKeys();
  }

  private void validate(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".yaml", "");
    FlinkDeployment deployment;
    try {
      deployment = YAML.readValue(file.toFile(), FlinkDeployment.class);
    } catch (JacksonException e) {
      Files.writeString(folder.resolve(name + ".invalid"), e.getOriginalMessage());
      return;
    }
    rename(deployment, OLD_NAMES);
    FlinkConfigManager manager = new FlinkConfigManager(new Configuration());
    Optional<String> refusal = new DefaultValidator(manager).validateDeployment(deployment);
    if (refusal.isPresent()) {
      Files.writeString(folder.resolve(name + ".invalid"), refusal.get());
      return;
    }
    Map<String, String> effective =
        manager.getDeployConfig(deployment.getMetadata(), deployment.getSpec()).toMap();
    // Templates are temporary files, which vanish with this process.
    for (String role : new String[] {"jobmanager", "taskmanager"}) {
      String key = "kubernetes.pod-template-file." + role;
      Path copy = folder.resolve(name + "." + role + "-template.yaml");
      Files.copy(Path.of(effective.get(key)), copy, StandardCopyOption.REPLACE_EXISTING);
      effective.put(key, copy.toString());
    }
    OLD_NAMES.forEach(
        (now, old) -> {
          String value = effective.remove(old);
          if (value != null) {
            effective.put(now, value);
          }
        });
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(name + ".config.json").toFile(), new TreeMap<>(effective));
  }

  private static void rename(FlinkDeployment deployment, Map<String, String> names) {
    if (deployment.getSpec() == null || deployment.getSpec().getFlinkConfiguration() == null) {
      return;
    }
    Map<String, String> renamed = new LinkedHashMap<>();
    deployment
        .getSpec()
        .getFlinkConfiguration()
        .forEach((key, value) -> renamed.put(names.getOrDefault(key, key), value));
    deployment.getSpec().setFlinkConfiguration(renamed);
  }

  private void writeKeys() throws IOException {
    TreeSet<String> keys = new TreeSet<>();
    for (Field field : KubernetesOperatorConfigOptions.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        try {
          keys.add(((ConfigOption<?>) field.get(null)).key());
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(field + " is public and cannot be read", e);
        }
      }
    }
    JSON.writeValue(folder.resolve("operator-keys.json").toFile(), keys);
  }
}
