// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.operators.testing.OneByOne.GOOD;
import static org.flinkqlip.operators.tokenize.FetchingOperator.byUri;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.flinkqlip.operators.fetch.TestServer;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.OneByOne;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs of images that are made to read what nobody may read, through the real operator. */
@Timeout(120)
class HostileUrisTest {
  @TempDir private static Path directory;
  private static OneByOne<ImageEvent> operator;
  private static TestServer allowed;
  private static TestServer internal;

  @BeforeAll
  static void start() throws Exception {
    Path images = Files.createDirectory(directory.resolve("images"));
    Files.write(images.resolve("square.png"), GoldenBundle.image("square.png"));
    Path secret = Files.write(directory.resolve("secret.png"), GoldenBundle.image("square.png"));
    Files.createSymbolicLink(images.resolve("link.png"), secret);
    allowed = new TestServer();
    internal = new TestServer();
    internal.serve("/", GoldenBundle.image("square.png"));
    String internalPort = internal.host().substring("localhost:".length());
    operator =
        FetchingOperator.open(
            directory.resolve("model"),
            FetchingOperator.policy(
                // The address itself is on the list: its being private must be enough to refuse it.
                List.of(allowed.host(), "127.0.0.1:" + internalPort, "169.254.169.254"),
                List.of(images.toString()),
                List.of(allowed.host()),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                2));
  }

  @AfterAll
  static void stop() throws Exception {
    operator.close();
    allowed.close();
    internal.close();
  }

  @Test
  void aFileUnderTheAllowedDirectoryIsRead() throws Exception {
    assertThat(
            operator.categoryOf(byUri(directory.resolve("images/square.png").toUri().toString())))
        .isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "file://localhost/etc/passwd",
        "file:///proc/self/environ",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://localtest.me/",
        "ftp://example.org/a.jpg",
        "jar:file:///etc/passwd!/",
        "data:image/png;base64,AAAA",
        "gopher://example.org/",
        "javascript:alert(1)",
        "../../etc/passwd",
        "/etc/passwd",
        "",
        " ",
        "http://",
        "http:///etc/passwd",
        "file:///images/../../etc/passwd",
        "http://a b/",
      })
  void nothingIsFetchedThatTheListsDoNotName(String uri) throws Exception {
    DeadLetter letter = operator.letterOf(byUri(uri));

    assertThat(letter.getStage()).isEqualTo("fetch");
    assertThat(letter.getCategory()).isIn("FETCH_URI_NOT_ALLOWED", "FETCH_URI_INVALID");
    assertThat(letter.getMessage()).doesNotContain("root:");
  }

  @Test
  void aLinkOutOfTheAllowedDirectoryIsRefused() throws Exception {
    assertThat(operator.categoryOf(byUri(directory.resolve("images/link.png").toUri().toString())))
        .isEqualTo("FETCH_URI_NOT_ALLOWED");
  }

  @Test
  void allowedNamesAndRedirectsThatLeadToPrivateAddressesAreNeverAsked() throws Exception {
    allowed.redirect("/to-loopback", internal.uri("/").replace("localhost", "127.0.0.1"));
    allowed.redirect("/to-localhost", internal.uri("/"));
    allowed.redirect("/to-metadata", "http://169.254.169.254/latest/meta-data/");
    allowed.redirect("/to-file", "file:///etc/passwd");
    allowed.redirect("/to-elsewhere", "//example.org/");
    allowed.redirect("/to-itself", "/to-itself");

    for (String path :
        List.of("/to-loopback", "/to-localhost", "/to-metadata", "/to-file", "/to-elsewhere")) {
      assertThat(operator.categoryOf(byUri(allowed.uri(path))))
          .as(path)
          .isEqualTo("FETCH_URI_NOT_ALLOWED");
    }
    assertThat(operator.categoryOf(byUri(internal.uri("/").replace("localhost", "127.0.0.1"))))
        .isEqualTo("FETCH_URI_NOT_ALLOWED");
    assertThat(operator.categoryOf(byUri(allowed.uri("/to-itself"))))
        .isEqualTo("FETCH_UNAVAILABLE");
    assertThat(internal.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user:hunter2@", "hunter2@", "a@b:hunter2@", "user:hun%0Ater2@"})
  void userInfoIsRefusedAndInNoRecord(String userInfo) throws Exception {
    DeadLetter letter = operator.letterOf(byUri("http://" + userInfo + allowed.host() + "/a.png"));

    assertThat(letter.getCategory()).isIn("FETCH_URI_NOT_ALLOWED", "FETCH_URI_INVALID");
    assertThat(letter.toString()).doesNotContain("hunter2", "ter2");
  }

  @Test
  void controlCharactersInUrisDoNotReachMessages() throws Exception {
    for (String uri :
        List.of("http://a/\nb", "http://a\u001b[2J/", "file:///a%0Ab\u0000", "\u202ehttp://a/")) {
      DeadLetter letter = operator.letterOf(byUri(uri));

      assertThat(letter.getCategory()).isIn("FETCH_URI_INVALID", "FETCH_URI_NOT_ALLOWED");
      assertThat(letter.getMessage()).matches("[^\\p{Cntrl}\\p{Cf}]*");
    }
  }
}
