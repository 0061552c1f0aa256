// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import java.util.List;
import org.flinkqlip.operators.fetch.FetchPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchOptionsTest {

  @Test
  void nothingIsAllowedByDefault() {
    assertThat(FetchOptions.from(settings()).policy()).isEqualTo(FetchPolicy.NOTHING);
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            FetchOptions.from(
                    settings(
                        "--fetch.allowed-schemes=https,gs",
                        "--fetch.allowed-hosts=a.org,*.b.org",
                        "--fetch.allowed-paths=gs://bucket/",
                        "--fetch.allow-private-addresses=a.org",
                        "--fetch.max-bytes=1 mb",
                        "--fetch.connect-timeout=1 s",
                        "--fetch.response-timeout=2 s",
                        "--fetch.body-timeout=3 s",
                        "--fetch.timeout=4 s",
                        "--fetch.max-redirects=0",
                        "--fetch.max-retries=1",
                        "--fetch.retry-backoff=5 ms"))
                .policy())
        .isEqualTo(
            new FetchPolicy(
                List.of("https", "gs"),
                List.of("a.org", "*.b.org"),
                List.of("gs://bucket/"),
                List.of("a.org"),
                1 << 20,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                0,
                1,
                Duration.ofMillis(5)));
  }

  @Test
  void contentMayBeAsLargeAsImagesMay() {
    assertThat(FetchOptions.from(settings("--image.max-bytes=3 mb")).policy().maxBytes())
        .isEqualTo(3 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "--fetch.allowed-hosts=https://a.org, 'https://a.org' is no host",
    "--fetch.allowed-paths=data, 'data' is no directory",
    "--fetch.max-bytes=2 gb, maxBytes",
    "--fetch.timeout=0, fetch.timeout",
    "--fetch.max-redirects=-1, fetch.max-redirects",
    "--fetch.max-retries=21, fetch.max-retries"
  })
  void valuesOutOfBoundsAreRefused(String argument, String message) {
    assertThatThrownBy(() -> FetchOptions.from(settings(argument))).hasMessageContaining(message);
  }
}
