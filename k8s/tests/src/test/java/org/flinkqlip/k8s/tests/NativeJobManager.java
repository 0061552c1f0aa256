// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint;

/** The job manager of a deployment as a process of this machine, with its account's token. */
final class NativeJobManager implements AutoCloseable {
  private final TemporaryFolder folder = new TemporaryFolder();
  private final Process process;
  private final String restPort;

  /**
   * Starts it.
   *
   * @param configuration of the deployment, as the operator makes it
   * @param kubeconfig how the account reaches the API server
   * @param shared a folder that outlives it, for what its successor needs
   */
  NativeJobManager(Map<String, String> configuration, String kubeconfig, Path shared) {
    folder.write("kubeconfig.yaml", kubeconfig);
    writeJar(folder.path().resolve("program.jar"));
    Map<String, String> settings = new TreeMap<>(configuration);
    settings.keySet().removeIf(key -> key.startsWith("metrics.") || key.startsWith("presto."));
    settings.remove("$internal.flink.version");
    settings.put("$internal.application.main", EndlessProgram.class.getName());
    settings.remove("$internal.application.program-args");
    settings.put("pipeline.jars", "local://" + folder.path().resolve("program.jar"));
    settings.put("kubernetes.config.file", folder.path().resolve("kubeconfig.yaml").toString());
    settings.put("execution.checkpointing.dir", "file://" + shared.resolve("checkpoints"));
    if (settings.containsKey("high-availability.storageDir")) {
      settings.put("high-availability.storageDir", "file://" + shared.resolve("ha"));
      settings.put("high-availability.jobmanager.port", "0");
    }
    settings.remove("execution.checkpointing.savepoint-dir");
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    for (String port :
        List.of("jobmanager.rpc.port", "blob.server.port", "rest.port", "rest.bind-port")) {
      settings.put(port, Integer.toString(ApiServer.freePort()));
    }
    settings.put("rest.bind-port", settings.get("rest.port"));
    restPort = settings.get("rest.port");
    settings.put("rest.address", "127.0.0.1");
    folder.write(
        "config.yaml",
        settings.entrySet().stream()
            .map(entry -> "%s: '%s'".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n")));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            // As Flink itself passes it on Java 17.
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            KubernetesApplicationClusterEntrypoint.class.getName());
    builder.environment().put("FLINK_CONF_DIR", folder.path().toString());
    builder.environment().put("_POD_IP_ADDRESS", "127.0.0.1");
    builder.redirectErrorStream(true).redirectOutput(log().toFile());
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id of the job that it runs, once it answers. */
  Optional<String> job() {
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/jobs".formatted(restPort)))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      JsonNode jobs = Yaml.documents(response.body()).get(0).path("jobs");
      return Optional.of(jobs.path(0).path("id").asText()).filter(id -> !id.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Fails with the end of its log if it has ended. */
  void checkAlive() {
    if (!process.isAlive()) {
      String log = Repository.read(log());
      throw new IllegalStateException(log.substring(Math.max(0, log.length() - 4000)));
    }
  }

  /** Whether a pod is one of its task managers and asks for one whole GPU. */
  static boolean asksForGpu(JsonNode pod) {
    return pod.at("/spec/containers/0/resources/limits")
        .path("nvidia.com/gpu")
        .asText()
        .equals("1");
  }

  private Path log() {
    return folder.path().resolve("log.txt");
  }

  private static void writeJar(Path file) {
    String entry = EndlessProgram.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out);
        var bytes = EndlessProgram.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      bytes.transferTo(jar);
      jar.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    folder.close();
  }
}
