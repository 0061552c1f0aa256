// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchPolicyTest {

  @Test
  void aPolicyTravelsToTaskManagers() throws IOException, ClassNotFoundException {
    FetchPolicy policy = FetchPolicy.NOTHING.withAllowedHosts(List.of("images.example.org"));

    assertThat(InstantiationUtil.clone(policy)).isEqualTo(policy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://example.org", "example.org/path", "user@example.org", "a b", "*."})
  void whatIsNoHostIsRefused(String host) {
    assertThatThrownBy(() -> FetchPolicy.NOTHING.withAllowedHosts(List.of(host)))
        .hasMessageContaining("'" + host + "' is no host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/images", "s3:bucket", "file://host/data", "s3://bucket/a b"})
  void whatIsNoDirectoryIsRefused(String path) {
    assertThatThrownBy(() -> FetchPolicy.NOTHING.withAllowedPaths(List.of(path)))
        .hasMessageContaining("'" + path + "' is no directory");
  }
}
