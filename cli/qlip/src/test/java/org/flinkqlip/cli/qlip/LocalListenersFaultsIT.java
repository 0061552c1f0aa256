// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.WebOptions;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.security.ListeningSockets;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real commands, each in a process of its own, seen from outside: every socket on which they
 * listen, and the upload of a jar by each of this machine's addresses.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class LocalListenersFaultsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private Process command;

  @AfterEach
  void stop() throws Exception {
    if (command != null) {
      List<ProcessHandle> children = command.descendants().toList();
      command.destroyForcibly().waitFor();
      for (ProcessHandle child : children) {
        child.onExit().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokenize-images", "embed-captions", "reconstruct-images"})
  void aLocalJobListensOnTheLoopbackAddressAloneAndTakesNoJar(String job) throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")))) {
      start(broker, job);

      assertThatNothingIsOpen();
    }
  }

  @Test
  void aLocalJobsWebUiMovesToTheAddressThatAnOptionNamesWithoutTakingJars() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")))) {
      start(broker, "tokenize-images", "--job.local.web-address", "0.0.0.0");

      List<InetSocketAddress> open =
          sockets().stream().filter(socket -> !socket.getAddress().isLoopbackAddress()).toList();
      assertThat(open).as("the web UI alone").hasSize(1);
      int port = open.get(0).getPort();
      assertThat(port).isEqualTo(restPort());
      for (InetAddress address : outerAddresses()) {
        assertRefused(upload(address, port));
      }
    }
  }

  @Test
  void theDemoWithItsBrokerAndControllerListensOnTheLoopbackAddressAlone() throws Exception {
    start("demo", "--count", "20", "--keep");
    awaitOutput("web UI and more", "go on until Ctrl-C");

    assertThat(sockets()).as("web UI, BLOB server, broker, controller").hasSizeGreaterThan(3);
    assertThatNothingIsOpen();
  }

  /** The control: what the others see refused is what Flink takes where it is let. */
  @Test
  void theUploadWouldBeTakenIfItWereAllowed() throws Exception {
    ClusterOptions open =
        new ClusterOptions(directory, 1, 0, Map.of(WebOptions.SUBMIT_ENABLE.key(), "true"));
    try (LocalCluster cluster = LocalCluster.start(open)) {
      int port = cluster.webUi().getPort();

      assertThat(upload(InetAddress.getLoopbackAddress(), port).statusCode()).isEqualTo(200);
    }
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("POST request not allowed");
  }

  private void assertThatNothingIsOpen() throws Exception {
    List<InetSocketAddress> sockets = sockets();
    assertThat(sockets).as("REST API and BLOB server at least").hasSizeGreaterThan(1);
    assertThat(sockets).allMatch(socket -> socket.getAddress().isLoopbackAddress());

    int port = restPort();
    assertRefused(upload(InetAddress.getLoopbackAddress(), port));
    for (InetAddress address : outerAddresses()) {
      assertThatThrownBy(() -> upload(address, port))
          .as("upload at %s", address)
          .isInstanceOf(ConnectException.class);
    }
  }

  private void start(BrokerProcess broker, String job, String... more) throws Exception {
    TopicCreator.createDefaults(broker.bootstrapServers(), 1);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                job,
                "--kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "--model.bundle",
                DefaultModel.open().directory().toString()));
    arguments.addAll(List.of(more));
    start(arguments.toArray(String[]::new));
    awaitOutput("the job", "Ctrl-C stops it");
  }

  private void start(String... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Xmx512m");
    for (String name : List.of("java.util", "java.lang", "java.net", "java.io")) {
      line.add("--add-opens=java.base/%s=ALL-UNNAMED".formatted(name));
    }
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Qlip.class.getName()));
    line.addAll(List.of(arguments));
    command =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
  }

  private void awaitOutput(String what, String text) throws Exception {
    Await.until(
        what,
        DEADLINE,
        () -> {
          String said = Files.readString(output(), UTF_8);
          assertThat(command.isAlive()).as(said).isTrue();
          return said.contains(text);
        });
  }

  private Path output() {
    return directory.resolve("output.txt");
  }

  private List<InetSocketAddress> sockets() throws IOException {
    return ListeningSockets.ofTree(command.toHandle());
  }

  /**
   * The port that answers as Flink's REST API does; others may take what is sent and say nothing.
   */
  private int restPort() throws Exception {
    for (InetSocketAddress socket : sockets()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(InetAddress.getLoopbackAddress(), socket.getPort(), "config"))
              .timeout(Duration.ofSeconds(5))
              .build();
      try {
        if (http.send(request, BodyHandlers.ofString()).body().contains("flink-version")) {
          return socket.getPort();
        }
      } catch (IOException noHttp) {
        // The BLOB server's, or Kafka's.
      }
    }
    throw new AssertionError("no REST API among " + sockets());
  }

  private HttpResponse<String> upload(InetAddress address, int port) throws Exception {
    String jar =
        "--B\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"a.jar\"\r\n"
            + "Content-Type: application/x-java-archive\r\n\r\nPK\r\n--B--\r\n";
    return http.send(
        HttpRequest.newBuilder(uri(address, port, "jars/upload"))
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(BodyPublishers.ofString(jar))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(InetAddress address, int port, String path) {
    String host = address.getHostAddress();
    return URI.create(
        "http://%s:%d/%s"
            .formatted(address instanceof Inet6Address ? "[" + host + "]" : host, port, path));
  }

  /** Empty on a machine that has the loopback interface alone. */
  private static List<InetAddress> outerAddresses() throws IOException {
    try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .toList();
    }
  }
}
