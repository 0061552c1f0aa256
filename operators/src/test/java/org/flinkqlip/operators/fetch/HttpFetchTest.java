// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HttpFetchTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final int MAX_BYTES = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration IMPATIENCE = Duration.ofMillis(200);

  private final List<Duration> pauses = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private TestServer server;
  private ContentFetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer();
    fetcher = fetcher(List.of(server.host()), HostResolver.SYSTEM, PATIENCE);
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    fetcher.close();
    server.close();
  }

  @Test
  void contentIsFetched() throws Exception {
    server.serve("/a.jpg", CONTENT);

    assertThat(fetcher.fetch(server.uri("/a.jpg"))).isEqualTo(CONTENT);
  }

  @Test
  void contentOfExactlyTheLimitIsFetched() throws Exception {
    server.serve("/a.jpg", new byte[MAX_BYTES]);

    assertThat(fetcher.fetch(server.uri("/a.jpg"))).hasSize(MAX_BYTES);
  }

  @Test
  void oneByteMoreIsTooLargeEvenWithoutContentLength() {
    server.on(
        "/a.jpg",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[MAX_BYTES + 1]);
        });

    assertFault(server.uri("/a.jpg"), FetchFault.TOO_LARGE, "fetch.max-bytes (1000 bytes)");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void anEndlessBodyIsGivenUpAtTheLimit() {
    server.on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          while (end.getCount() > 0) {
            body.write(new byte[512]);
          }
        });

    assertFault(server.uri("/endless"), FetchFault.TOO_LARGE, "exceeds");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ACCESS_DENIED, 1",
    "401, ACCESS_DENIED, 1",
    "403, ACCESS_DENIED, 1",
    "404, NOT_FOUND, 1",
    "410, NOT_FOUND, 1",
    "429, UNAVAILABLE, 3",
    "500, UNAVAILABLE, 3",
    "503, UNAVAILABLE, 3"
  })
  void aStatusBecomesAFaultAndOnlyTransientOnesAreRetried(
      int status, FetchFault fault, int requests) {
    server.status("/a.jpg", status);

    assertFault(server.uri("/a.jpg"), fault, "status " + status);
    assertThat(server.requests()).isEqualTo(requests);
  }

  @Test
  void aRetryMaySucceedAndWaitsLongerEachTime() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    server.on(
        "/flaky",
        exchange -> {
          boolean good = attempts.incrementAndGet() == 3;
          exchange.sendResponseHeaders(good ? 200 : 503, good ? CONTENT.length : -1);
          if (good) {
            exchange.getResponseBody().write(CONTENT);
          }
        });

    assertThat(fetcher.fetch(server.uri("/flaky"))).isEqualTo(CONTENT);
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void aServerThatDoesNotAnswerTimesOut() throws IOException {
    server.on("/slow", exchange -> end.await());

    try (ContentFetcher impatient = impatient()) {
      assertFault(impatient, server.uri("/slow"), FetchFault.TIMEOUT, "did not answer in time");
    }
  }

  @Test
  void aBodyThatStallsTimesOut() throws IOException {
    server.on(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(200, MAX_BYTES);
          exchange.getResponseBody().write(CONTENT);
          exchange.getResponseBody().flush();
          end.await();
        });

    try (ContentFetcher impatient = impatient()) {
      assertFault(impatient, server.uri("/stalls"), FetchFault.TIMEOUT, "did not end in time");
    }
  }

  @Test
  void aTruncatedBodyIsUnavailable() {
    server.on(
        "/short",
        exchange -> {
          exchange.sendResponseHeaders(200, MAX_BYTES);
          exchange.getResponseBody().write(CONTENT);
          throw new IOException("cut");
        });

    assertFault(server.uri("/short"), FetchFault.UNAVAILABLE, "cannot be reached");
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws IOException {
    String gone;
    try (TestServer other = new TestServer()) {
      gone = other.host();
    }
    try (ContentFetcher allowed = fetcher(List.of(gone), HostResolver.SYSTEM, PATIENCE)) {
      assertFault(
          allowed, "http://" + gone + "/a.jpg", FetchFault.UNAVAILABLE, "cannot be reached");
    }
  }

  @Test
  void redirectsAreFollowedUpToTheLimit() throws Exception {
    server.serve("/a.jpg", CONTENT);
    server.redirect("/1", "/a.jpg");
    server.redirect("/2", server.uri("/1"));
    server.redirect("/3", "2");

    assertThat(fetcher.fetch(server.uri("/2"))).isEqualTo(CONTENT);
    assertFault(server.uri("/3"), FetchFault.UNAVAILABLE, "redirected more than 2 times");
  }

  @Test
  void aRedirectToAHostThatIsNotAllowedIsRefused() throws IOException {
    try (TestServer other = new TestServer()) {
      other.serve("/a.jpg", CONTENT);
      server.redirect("/out", other.uri("/a.jpg"));

      assertFault(server.uri("/out"), FetchFault.URI_NOT_ALLOWED, "fetch.allowed-hosts");
      assertThat(other.requests()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "file:///etc/passwd, URI_NOT_ALLOWED",
    "s3://bucket/a.jpg, URI_NOT_ALLOWED",
    "ftp://localhost/a.jpg, URI_NOT_ALLOWED",
    "'http://bad host/', URI_INVALID"
  })
  void aRedirectElsewhereIsRefused(String location, FetchFault fault) {
    server.redirect("/out", location);

    assertFault(server.uri("/out"), fault, "");
  }

  @Test
  void aRedirectWithoutLocationIsUnavailable() {
    server.status("/nowhere", 302);

    assertFault(server.uri("/nowhere"), FetchFault.UNAVAILABLE, "without a Location");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::7"})
  void anAllowedHostWithAPrivateAddressIsRefusedUnseen(String address) throws IOException {
    server.serve("/a.jpg", CONTENT);
    HostResolver resolver = host -> List.of(InetAddress.getByName(address));

    try (ContentFetcher strict = fetcher(List.of(), resolver, PATIENCE)) {
      assertFault(
          strict,
          server.uri("/a.jpg"),
          FetchFault.URI_NOT_ALLOWED,
          "fetch.allow-private-addresses");
    }
    assertThat(server.requests()).isZero();
  }

  @Test
  void onePrivateAddressAmongPublicOnesIsEnough() throws IOException {
    HostResolver resolver =
        host -> List.of(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("192.168.0.1"));

    try (ContentFetcher strict = fetcher(List.of(), resolver, PATIENCE)) {
      assertFault(strict, server.uri("/a.jpg"), FetchFault.URI_NOT_ALLOWED, "192.168.0.1");
    }
  }

  @Test
  void eachHopOfARedirectIsLookedUp() throws Exception {
    int port = server.port();
    server.redirect("/1", "http://private.test:" + port + "/a.jpg");
    server.serve("/a.jpg", CONTENT);
    List<String> hosts = List.of("excepted.test:" + port, "private.test:" + port);

    try (ContentFetcher strict = fetcher(hosts.subList(0, 1), hosts, toTheServer(), PATIENCE)) {
      assertFault(
          strict,
          "http://excepted.test:" + port + "/1",
          FetchFault.URI_NOT_ALLOWED,
          "host private.test has the address 127.0.0.1");
    }
    assertThat(server.requests()).isEqualTo(1);
  }

  /** DNS rebinding: what was checked is public, what the same name says next is not. */
  @Test
  void aHostThatChangesItsAddressAfterTheCheckIsNotFollowed() throws IOException {
    server.serve("/a.jpg", CONTENT);
    AtomicInteger lookups = new AtomicInteger();
    // Public by its block, and given to nobody: no packet reaches a host.
    InetAddress first = InetAddress.getByName("2d00::1");
    HostResolver rebinding =
        host ->
            List.of(lookups.getAndIncrement() % 2 == 0 ? first : InetAddress.getLoopbackAddress());

    try (ContentFetcher strict = fetcher(List.of(), rebinding, IMPATIENCE)) {
      assertThatThrownBy(() -> strict.fetch(server.uri("/a.jpg")))
          .isInstanceOf(FetchException.class);
    }
    assertThat(server.requests()).as("requests to the second address").isZero();
  }

  @Test
  void theAddressOfTheOnlyLookUpIsConnectedToUnderTheHostsName() throws Exception {
    String host = "images.test:" + server.port();
    AtomicInteger lookups = new AtomicInteger();
    HostResolver once =
        name -> {
          if (lookups.getAndIncrement() > 0) {
            throw new UnknownHostException(name);
          }
          return List.of(InetAddress.getLoopbackAddress());
        };
    List<String> names = new CopyOnWriteArrayList<>();
    server.on(
        "/a.jpg",
        exchange -> {
          names.add(exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
        });

    try (ContentFetcher pinned = fetcher(List.of(host), once, PATIENCE)) {
      assertThat(pinned.fetch("http://" + host + "/a.jpg")).isEqualTo(CONTENT);
    }
    assertThat(names).containsExactly(host);
  }

  @Test
  void anAddressThatTakesNoConnectionGivesWayToTheNext() throws Exception {
    server.serve("/a.jpg", CONTENT);
    String host = "images.test:" + server.port();
    HostResolver two =
        name -> List.of(InetAddress.getByName("::1"), InetAddress.getLoopbackAddress());

    try (ContentFetcher patient = fetcher(List.of(host), two, PATIENCE)) {
      assertThat(patient.fetch("http://" + host + "/a.jpg")).isEqualTo(CONTENT);
    }
  }

  @Test
  void connectionsAreUsedAgainForTheSameAddressAlone() throws Exception {
    List<Integer> ports = new CopyOnWriteArrayList<>();
    server.on(
        "/a.jpg",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
        });

    for (int i = 0; i < 3; i++) {
      fetcher.fetch(server.uri("/a.jpg"));
    }

    assertThat(ports).hasSize(3).containsOnly(ports.get(0));
  }

  @Test
  void aPathOfSlashesAndEscapesArrivesAsItIs() throws Exception {
    List<String> paths = new CopyOnWriteArrayList<>();
    server.on(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
        });

    fetcher.fetch(server.uri("//a%2Fb/../c%20d.jpg?x=%2e&y=a+b"));

    assertThat(paths).containsExactly("//a%2Fb/../c%20d.jpg?x=%2e&y=a+b");
  }

  @Test
  void headersWithoutEndAreGivenUp() throws Exception {
    try (RawServer raw = new RawServer(end, "HTTP/1.1 200 OK\r\nX: ", "a".repeat(1024))) {
      assertThatHeadersAreRefused(raw);
    }
    try (RawServer raw = new RawServer(end, "HTTP/1.1 200 OK\r\n", "X: a\r\n")) {
      assertThatHeadersAreRefused(raw);
    }
  }

  /** Each byte comes soon enough for a limit on a single read. */
  @Test
  void headersThatDripAreGivenUpAtTheLimitOfTheWhole() throws Exception {
    try (RawServer raw = new RawServer(end, "HTTP/1.1 200 OK\r\nX: ", "a").pausing(50);
        ContentFetcher impatient = fetcher(List.of(raw.host()), HostResolver.SYSTEM, IMPATIENCE)) {
      assertFault(impatient, "http://" + raw.host() + "/", FetchFault.TIMEOUT, "did not answer");
    }
  }

  private void assertThatHeadersAreRefused(RawServer raw) throws IOException {
    try (ContentFetcher patient = fetcher(List.of(raw.host()), HostResolver.SYSTEM, PATIENCE)) {
      assertFault(
          patient, "http://" + raw.host() + "/", FetchFault.UNAVAILABLE, "cannot be reached");
    }
  }

  /** A connection that is given up is closed: servers and pools must not fill with them. */
  @Test
  void aFetchThatIsGivenUpClosesItsConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    server.on(
        "/drips",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (end.getCount() > 0) {
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              end.await(10, TimeUnit.MILLISECONDS);
            }
          } catch (IOException broken) {
            closed.countDown();
          }
        });

    try (ContentFetcher impatient = impatient()) {
      assertFault(impatient, server.uri("/drips"), FetchFault.TIMEOUT, "did not end in time");
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anUnknownHostIsUnavailable() throws IOException {
    HostResolver resolver =
        host -> {
          throw new UnknownHostException(host);
        };

    try (ContentFetcher strict = fetcher(List.of(), resolver, PATIENCE)) {
      assertFault(strict, server.uri("/a.jpg"), FetchFault.UNAVAILABLE, "is unknown");
    }
  }

  @Test
  void aLookUpThatHangsTimesOut() throws IOException {
    HostResolver resolver =
        host -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new UnknownHostException(host);
        };

    try (ContentFetcher strict = fetcher(List.of(), resolver, IMPATIENCE)) {
      assertFault(strict, server.uri("/a.jpg"), FetchFault.TIMEOUT, "took too long");
    }
  }

  @Test
  void anInterruptEndsAFetch() {
    server.on("/slow", exchange -> end.await());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> fetcher.fetch(server.uri("/slow")))
        .isInstanceOf(InterruptedException.class);
  }

  private ContentFetcher impatient() {
    return fetcher(List.of(server.host()), HostResolver.SYSTEM, IMPATIENCE);
  }

  private static HostResolver toTheServer() {
    return host -> List.of(InetAddress.getLoopbackAddress());
  }

  private ContentFetcher fetcher(
      List<String> privateHosts, HostResolver resolver, Duration patience) {
    List<String> hosts = new ArrayList<>(privateHosts);
    hosts.add(server.host());
    return fetcher(privateHosts, hosts, resolver, patience);
  }

  private ContentFetcher fetcher(
      List<String> privateHosts, List<String> hosts, HostResolver resolver, Duration patience) {
    FetchPolicy policy =
        new FetchPolicy(
            List.of("file", "http", "https", "s3"),
            hosts,
            List.of(),
            privateHosts,
            MAX_BYTES,
            patience,
            patience,
            patience,
            Duration.ofSeconds(20),
            2,
            2,
            Duration.ofMillis(100));
    return new PolicyFetcher(
        policy,
        resolver,
        DefaultClientTlsStrategy.createSystemDefault(),
        pauses::add,
        System::nanoTime);
  }

  private void assertFault(String uri, FetchFault fault, String message) {
    assertFault(fetcher, uri, fault, message);
  }

  private static void assertFault(
      ContentFetcher fetcher, String uri, FetchFault fault, String message) {
    assertThatThrownBy(() -> fetcher.fetch(uri))
        .hasMessageContaining(message)
        .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
        .returns(fault, FetchException::fault);
  }
}
