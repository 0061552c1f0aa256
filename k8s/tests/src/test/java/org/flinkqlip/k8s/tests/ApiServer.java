// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A kube-apiserver and its etcd, two processes of this test. */
final class ApiServer implements AutoCloseable {
  private static final String TOKEN = "administrator";
  private static final Duration START = Duration.ofMinutes(2);

  private final TemporaryFolder folder = new TemporaryFolder();
  private final List<Process> processes = new ArrayList<>();
  private final int port;

  private ApiServer(Path server, Path etcd) {
    port = freePort();
    int clients = freePort();
    Path keys = folder.path().resolve("accounts.key");
    Program.run("openssl", "genrsa", "-out", keys.toString(), "2048").orThrow();
    folder.write("tokens.csv", TOKEN + ",administrator,1,\"system:masters\"\n");
    start(
        etcd.toString(),
        "--data-dir=" + folder.path().resolve("etcd"),
        "--listen-client-urls=http://127.0.0.1:" + clients,
        "--advertise-client-urls=http://127.0.0.1:" + clients,
        "--listen-peer-urls=http://127.0.0.1:" + freePort());
    start(
        server.toString(),
        "--etcd-servers=http://127.0.0.1:" + clients,
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + folder.path().resolve("certificates"),
        "--token-auth-file=" + folder.path().resolve("tokens.csv"),
        "--authorization-mode=RBAC",
        "--service-cluster-ip-range=10.0.0.0/24",
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + keys,
        "--service-account-signing-key-file=" + keys,
        "--disable-admission-plugins=ServiceAccount");
  }

  /** Starts those that KUBE_APISERVER and ETCD name, if they do. */
  static Optional<ApiServer> start(Kubectl kubectl) {
    String server = System.getenv("KUBE_APISERVER");
    String etcd = System.getenv("ETCD");
    if (server == null || etcd == null) {
      return Optional.empty();
    }
    ApiServer started = new ApiServer(Path.of(server), Path.of(etcd));
    started.await(kubectl, "get", "namespace", "default");
    return Optional.of(started);
  }

  /** What a client needs that has this token. */
  String kubeconfig(String token, String namespace) {
    return """
        apiVersion: v1
        kind: Config
        clusters:
          - {name: server, cluster: {server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}
        users:
          - {name: account, user: {token: "%s"}}
        contexts:
          - {name: it, context: {cluster: server, user: account, namespace: %s}}
        current-context: it
        """
        .formatted(port, token, namespace);
  }

  /** Runs kubectl as the administrator. */
  Program.Result kubectl(Kubectl kubectl, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--server=https://127.0.0.1:" + port,
                "--token=" + TOKEN,
                "--insecure-skip-tls-verify"));
    all.addAll(List.of(arguments));
    return kubectl.run(all.toArray(String[]::new));
  }

  /** Waits until a command does well. */
  void await(Kubectl kubectl, String... arguments) {
    long end = System.nanoTime() + START.toNanos();
    for (Program.Result last = kubectl(kubectl, arguments);
        last.status() != 0;
        last = kubectl(kubectl, arguments)) {
      if (System.nanoTime() > end || !processes.stream().allMatch(Process::isAlive)) {
        close();
        throw new IllegalStateException("the API server does not answer: " + last);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void start(String... command) {
    try {
      processes.add(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  folder.path().resolve("log-%d.txt".formatted(processes.size())).toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).destroyForcibly().onExit().join();
    }
    folder.close();
  }
}
