// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriGateTest {
  private final UriGate gate =
      new UriGate(
          FetchPolicy.NOTHING
              .withAllowedHosts(
                  List.of("images.example.org", "*.cdn.example.org", "dev.example.org:8080"))
              .withAllowedPaths(List.of("s3://bucket/incoming", "file:///data")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://images.example.org/a.jpg",
        "HTTPS://Images.Example.ORG/a.jpg",
        "https://images.example.org./a.jpg",
        "https://images.example.org:443/a.jpg?signature=x",
        "http://images.example.org:80/a.jpg",
        "https://eu.cdn.example.org/a.jpg",
        "https://a.b.cdn.example.org/a.jpg",
        "http://dev.example.org:8080/a.jpg",
        "s3://bucket/incoming/a.jpg",
        "s3://bucket/incoming/a%20b.jpg"
      })
  void whatTheListsCoverIsAdmitted(String uri) throws FetchException {
    assertThat(gate.admit(uri).getScheme()).isIn("http", "https", "s3");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a.jpg, fetch.allowed-hosts",
    "https://2130706433/a.jpg, fetch.allowed-hosts",
    "https://cdn.example.org/a.jpg, fetch.allowed-hosts",
    "https://evilcdn.example.org/a.jpg, fetch.allowed-hosts",
    "https://images.example.org.evil.net/a.jpg, fetch.allowed-hosts",
    "https://images.example.org:22/a.jpg, fetch.allowed-hosts",
    "http://images.example.org:443/a.jpg, fetch.allowed-hosts",
    "http://dev.example.org/a.jpg, fetch.allowed-hosts",
    "https://user:password@images.example.org/a.jpg, user info",
    "s3://key@bucket/incoming/a.jpg, user info",
    "s3://bucket/incoming-of-others/a.jpg, fetch.allowed-paths",
    "s3://other/incoming/a.jpg, fetch.allowed-paths",
    "s3://bucket/incoming, fetch.allowed-paths",
    "ftp://images.example.org/a.jpg, fetch.allowed-schemes"
  })
  void whatTheyDoNotCoverIsRefusedWithTheOptionToSet(String uri, String reason) {
    assertThatThrownBy(() -> gate.admit(uri))
        .hasMessageContaining(reason)
        .hasMessageNotContaining("password")
        .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
        .returns(FetchFault.URI_NOT_ALLOWED, FetchException::fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.jpg",
        "https:",
        "mailto:a@example.org",
        "https:///a.jpg",
        "https://images.example.org/a b.jpg",
        "s3://bucket/incoming/../secret.jpg",
        "s3://bucket/incoming/%2e%2e/secret.jpg",
        "s3://bucket/incoming/..",
        "s3://bucket/incoming/a%00.jpg",
        "s3://bucket/incoming/..%5csecret.jpg"
      })
  void whatIsNoUsableUriIsInvalid(String uri) {
    assertThatThrownBy(() -> gate.admit(uri))
        .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
        .returns(FetchFault.URI_INVALID, FetchException::fault);
  }

  @Test
  void anEndlessUriIsInvalidAndNotRepeated() {
    assertThatThrownBy(() -> gate.admit("https://images.example.org/" + "a".repeat(5000)))
        .hasMessage("uri of 5027 characters exceeds 4096");
  }

  @Test
  void messagesLeaveOutQueryAndFragment() {
    assertThatThrownBy(() -> gate.admit("https://other.net/a.jpg?X-Amz-Signature=abc#frag"))
        .hasMessageStartingWith("uri https://other.net/a.jpg?...: ")
        .hasMessageNotContaining("abc");
  }

  @Test
  void nothingIsAllowedByDefault() {
    UriGate closed = new UriGate(FetchPolicy.NOTHING);

    assertThatThrownBy(() -> closed.admit("https://images.example.org/a.jpg"))
        .hasMessageContaining("fetch.allowed-hosts");
    assertThatThrownBy(() -> closed.admit("s3://bucket/a.jpg"))
        .hasMessageContaining("fetch.allowed-paths");
  }
}
