// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An https server that only the fetcher's own resolver knows, with a key that keytool makes. */
@Timeout(60)
class HttpsFetchTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final byte[] CONTENT = {1, 2, 3};
  private static final String NAME = "images.test";

  @TempDir private static Path directory;
  private static SSLContext context;

  private final List<String> names = new CopyOnWriteArrayList<>();
  private HttpsServer server;

  @BeforeAll
  static void makeKey() throws Exception {
    Path file = directory.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + NAME,
                "-ext",
                "san=dns:" + NAME,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD);
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trusted);
    context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
  }

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            parameters.setSSLParameters(context.getDefaultSSLParameters());
          }
        });
    server.createContext(
        "/a.jpg",
        exchange -> {
          ExtendedSSLSession session =
              (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
          session
              .getRequestedServerNames()
              .forEach(name -> names.add(((SNIHostName) name).getAsciiName()));
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theNameOfTheHostServesForTlsWhereItsAddressWasPinned() throws Exception {
    try (ContentFetcher fetcher = fetcher(NAME, new DefaultClientTlsStrategy(context))) {
      assertThat(fetcher.fetch(uri(NAME))).isEqualTo(CONTENT);
    }
    assertThat(names).containsExactly(NAME);
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws Exception {
    try (ContentFetcher fetcher = fetcher("other.test", new DefaultClientTlsStrategy(context))) {
      assertUnavailable(fetcher, uri("other.test"));
    }
    assertThat(names).isEmpty();
  }

  @Test
  void aServerThatTheJvmDoesNotTrustIsRefused() throws Exception {
    try (ContentFetcher fetcher = fetcher(NAME, DefaultClientTlsStrategy.createSystemDefault())) {
      assertUnavailable(fetcher, uri(NAME));
    }
    assertThat(names).isEmpty();
  }

  private static void assertUnavailable(ContentFetcher fetcher, String uri) {
    assertThatThrownBy(() -> fetcher.fetch(uri))
        .hasMessageContaining("SSL")
        .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
        .returns(FetchFault.UNAVAILABLE, FetchException::fault);
  }

  private String uri(String name) {
    return "https://" + name + ":" + server.getAddress().getPort() + "/a.jpg";
  }

  private ContentFetcher fetcher(String name, DefaultClientTlsStrategy tls) {
    List<String> hosts = List.of(name + ":" + server.getAddress().getPort());
    Duration patience = Duration.ofSeconds(20);
    FetchPolicy policy =
        new FetchPolicy(
            List.of("https"),
            hosts,
            List.of(),
            hosts,
            1000,
            patience,
            patience,
            patience,
            patience,
            0,
            0,
            Duration.ofMillis(1));
    return new PolicyFetcher(
        policy,
        host -> List.of(InetAddress.getLoopbackAddress()),
        tls,
        span -> {},
        System::nanoTime);
  }
}
