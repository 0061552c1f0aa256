// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.operators.tokenize.FetchingOperator.byUri;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.flinkqlip.operators.fetch.TestServer;
import org.flinkqlip.operators.testing.OneByOne;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers of images that are slow, endless or lie, asked by the real operator. */
@Timeout(120)
class HostileServersTest {
  private static final CountDownLatch END = new CountDownLatch(1);

  @TempDir private static Path directory;
  private static OneByOne<ImageEvent> operator;
  private static TestServer allowed;

  @BeforeAll
  static void start() throws Exception {
    allowed = new TestServer();
    operator = open(allowed.host(), Duration.ofSeconds(2), Duration.ofMillis(500));
  }

  @AfterAll
  static void stop() throws Exception {
    END.countDown();
    operator.close();
    allowed.close();
  }

  @Test
  void serversThatAreSlowEndlessOrLieEndInTime() throws Exception {
    allowed.on("/silent", exchange -> END.await());
    allowed.on(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          do {
            exchange.getResponseBody().write(0);
            exchange.getResponseBody().flush();
          } while (!END.await(50, TimeUnit.MILLISECONDS));
        });
    allowed.on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (END.getCount() > 0) {
            exchange.getResponseBody().write(new byte[1 << 16]);
          }
        });
    byte[] bomb = gzipBomb();
    allowed.on(
        "/gzip",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, bomb.length);
          exchange.getResponseBody().write(bomb);
        });

    assertThat(operator.categoryOf(byUri(allowed.uri("/silent")))).isEqualTo("FETCH_TIMEOUT");
    assertThat(operator.categoryOf(byUri(allowed.uri("/drip")))).isEqualTo("FETCH_TIMEOUT");
    assertThat(operator.categoryOf(byUri(allowed.uri("/endless")))).isEqualTo("FETCH_TOO_LARGE");
    // Never inflated: what arrives is gzip, which is no image.
    DeadLetter gzip = operator.letterOf(byUri(allowed.uri("/gzip")));
    assertThat(gzip.getCategory()).isEqualTo("IMAGE_UNKNOWN_FORMAT");
    assertThat(gzip.getContentSize()).isLessThan(200_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nContent-Length: 1000\\r\\n\\r\\nshort",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nContent-Length: -5\\r\\n\\r\\n",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nContent-Length: many\\r\\n\\r\\n",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "7fffffff\\r"
            + "\\n"
            + "x",
        "FETCH_UNAVAILABLE | HTTP/9.9 what\\r\\n\\r\\n",
        "FETCH_UNAVAILABLE | not http at all",
        "FETCH_TOO_LARGE | HTTP/1.1 200 OK\\r\\nContent-Length: 99999999999999\\r\\n\\r\\nx",
        "IMAGE_EMPTY | HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n",
        "IMAGE_EMPTY | HTTP/1.1 204 No Content\\r\\n\\r\\n",
        "IMAGE_UNKNOWN_FORMAT | HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nmore than three",
      })
  void answersWithWrongLengthsAreDeadLetters(String category, String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(() -> answerOnce(server, answer.replace("\\r\\n", "\r\n")), "raw-server");
      thread.setDaemon(true);
      thread.start();
      String host = "localhost:" + server.getLocalPort();
      DeadLetter letter;
      try (OneByOne<ImageEvent> own = open(host, Duration.ofSeconds(3), Duration.ofSeconds(3))) {
        letter = own.letterOf(byUri("http://" + host + "/a.png"));
      }

      // A length that never comes may be noticed by its absence or by the clock.
      List<String> expected =
          category.equals("FETCH_TOO_LARGE")
              ? List.of(category, "FETCH_UNAVAILABLE")
              : List.of(category);
      assertThat(letter.getCategory()).as(letter.getMessage()).isIn(expected);
      thread.join(5_000);
    }
  }

  private static OneByOne<ImageEvent> open(String host, Duration whole, Duration step)
      throws Exception {
    List<String> hosts = List.of(host);
    return FetchingOperator.open(
        directory.resolve("model"),
        FetchingOperator.policy(hosts, List.of(), hosts, whole, step, 0));
  }

  private static void answerOnce(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      byte[] request = new byte[4_096];
      if (socket.getInputStream().read(request) > 0) {
        OutputStream out = socket.getOutputStream();
        out.write(answer.getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      // The client went away, as it may.
    }
  }

  private static byte[] gzipBomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 100; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    return bomb.toByteArray();
  }
}
