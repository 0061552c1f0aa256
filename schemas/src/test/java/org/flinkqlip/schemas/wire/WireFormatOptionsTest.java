// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireFormatOptionsTest {

  private static final SchemaRegistryOptions REGISTRY =
      SchemaRegistryOptions.of(URI.create("http://registry:8081/apis/ccompat/v7/"));

  @Test
  void optionsTravelWithAJob() throws Exception {
    WireFormatOptions options =
        WireFormatOptions.confluent(
                REGISTRY
                    .withSchemaUse(SchemaUse.LOOK_UP)
                    .withAuth(new BasicAuth("user", "secret"))
                    .withTls(new TlsOptions(new KeyStoreFile("/t.p12", "secret"), null))
                    .withRequestTimeout(Duration.ofSeconds(1))
                    .withRetries(2, Duration.ofMillis(5))
                    .withUnknownIdTtl(Duration.ofMinutes(1)))
            .withMaxRecordBytes(1234);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(options);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(options);
    }
  }

  @Test
  void secretsAreNotPrinted() {
    WireFormatOptions options =
        WireFormatOptions.confluent(
            REGISTRY
                .withAuth(new BasicAuth("user", "hunter2"))
                .withTls(
                    new TlsOptions(
                        new KeyStoreFile("/t.p12", "hunter3"),
                        new KeyStoreFile("/k.p12", "hunter4"))));

    assertThat(options.toString()).contains("/t.p12", "/k.p12").doesNotContain("hunter", "user,");
  }

  @Test
  void registryAndKindMustAgree() {
    assertThatThrownBy(() -> WireFormatOptions.confluent(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CONFLUENT needs a schema registry");
    assertThatThrownBy(() -> new WireFormatOptions(WireKind.SINGLE_OBJECT, 1, REGISTRY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SINGLE_OBJECT uses no schema registry");
  }

  @Test
  void theLimitMustBePositive() {
    assertThatThrownBy(() -> WireFormatOptions.singleObject().withMaxRecordBytes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxRecordBytes is 0");
  }

  @Test
  void aSlashAtTheEndOfAUrlIsDropped() {
    assertThat(REGISTRY.urls()).containsExactly(URI.create("http://registry:8081/apis/ccompat/v7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:hunter2@registry:8081",
        "ftp://registry/hunter2",
        "registry/hunter2",
        "http:///hunter2",
        "http://registry?token=hunter2"
      })
  void otherUrlsAreRefusedWithoutBeingShown(String url) {
    assertThatThrownBy(() -> SchemaRegistryOptions.of(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema registry URL")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void impossibleRegistryOptionsAreRefused() {
    assertThatThrownBy(() -> SchemaRegistryOptions.of()).hasMessageContaining("no URL");
    assertThatThrownBy(() -> REGISTRY.withRetries(0, Duration.ofMillis(1)))
        .hasMessageContaining("maxAttempts is 0");
    for (Duration zero : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      assertThatThrownBy(() -> REGISTRY.withRequestTimeout(zero))
          .hasMessageContaining("requestTimeout");
      assertThatThrownBy(() -> REGISTRY.withRetries(1, zero)).hasMessageContaining("retryBackoff");
      assertThatThrownBy(() -> REGISTRY.withUnknownIdTtl(zero))
          .hasMessageContaining("unknownIdTtl");
    }
    assertThatThrownBy(() -> new BasicAuth("a:b", "c")).hasMessageContaining("colon");
  }

  @Test
  void eachKindOpens() {
    try (WireFormat single = WireFormatOptions.singleObject().open();
        WireFormat confluent = WireFormatOptions.confluent(REGISTRY).open()) {
      assertThat(single.kind()).isEqualTo(WireKind.SINGLE_OBJECT);
      assertThat(confluent.kind()).isEqualTo(WireKind.CONFLUENT);
    }
  }
}
