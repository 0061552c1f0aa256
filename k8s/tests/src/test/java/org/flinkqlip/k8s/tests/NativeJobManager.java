package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint;

/** The job manager of a deployment as a process of this machine, with its account's token. */
final class NativeJobManager implements AutoCloseable {
  private final TemporaryFolder folder = new TemporaryFolder();
  private final Process process;

  /**
   * Starts it.
   *
   * @param configuration of the deployment, as the operator makes it
   * @param kubeconfig how the account reaches the API server
   */
  NativeJobManager(Map<String, String> configuration, String kubeconfig) {
    folder.write("kubeconfig.yaml", kubeconfig);
    writeJar(folder.path().resolve("program.jar"));
    Map<String, String> settings = new TreeMap<>(configuration);
    settings.keySet().removeIf(key -> key.startsWith("metrics.") || key.startsWith("presto."));
    settings.remove("$internal.flink.version");
    settings.put("$internal.application.main", EndlessProgram.class.getName());
    settings.remove("$internal.application.program-args");
    settings.put("pipeline.jars", "local://" + folder.path().resolve("program.jar"));
    settings.put("kubernetes.config.file", folder.path().resolve("kubeconfig.yaml").toString());
    settings.put("execution.checkpointing.dir", "file://" + folder.path().resolve("checkpoints"));
    settings.remove("execution.checkpointing.savepoint-dir");
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    for (String port :
        List.of("jobmanager.rpc.port", "blob.server.port", "rest.port", "rest.bind-port")) {
      settings.put(port, Integer.toString(ApiServer.freePort()));
    }
    settings.put("rest.bind-port", settings.get("rest.port"));
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
