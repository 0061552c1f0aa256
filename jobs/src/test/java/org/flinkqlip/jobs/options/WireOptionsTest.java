// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.net.URI;
import java.time.Duration;
import org.flinkqlip.schemas.wire.BasicAuth;
import org.flinkqlip.schemas.wire.KeyStoreFile;
import org.flinkqlip.schemas.wire.SchemaRegistryOptions;
import org.flinkqlip.schemas.wire.SchemaUse;
import org.flinkqlip.schemas.wire.TlsOptions;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireOptionsTest {

  @Test
  void noRegistryIsNeededByDefault() {
    assertThat(WireOptions.from(settings()).format()).isEqualTo(WireFormatOptions.singleObject());
  }

  @Test
  void everyOptionIsRead() {
    assertThat(
            WireOptions.from(
                    settings(
                        "--wire.format=confluent",
                        "--wire.registry.urls=https://a:1,https://b:2",
                        "--wire.registry.schema-use=look-up",
                        "--wire.registry.timeout=3 s",
                        "--wire.registry.user=u",
                        "--wire.registry.password=p",
                        "--wire.registry.trust-store=/t.p12",
                        "--wire.registry.trust-store-password=tp",
                        "--wire.registry.key-store=/k.p12",
                        "--wire.registry.key-store-password=kp"))
                .format())
        .isEqualTo(
            WireFormatOptions.confluent(
                SchemaRegistryOptions.of(URI.create("https://a:1"), URI.create("https://b:2"))
                    .withSchemaUse(SchemaUse.LOOK_UP)
                    .withRequestTimeout(Duration.ofSeconds(3))
                    .withAuth(new BasicAuth("u", "p"))
                    .withTls(
                        new TlsOptions(
                            new KeyStoreFile("/t.p12", "tp"), new KeyStoreFile("/k.p12", "kp")))));
  }

  @ParameterizedTest
  @CsvSource({
    "--wire.format=json --wire.registry.timeout=1s, wire.format",
    "--wire.format=confluent --wire.registry.timeout=1s, set wire.registry.urls",
    "--wire.format=single-object --wire.registry.urls=http://a, uses no registry",
    "--wire.format=confluent --wire.registry.urls=ftp://a, schema registry",
    "--wire.format=confluent --wire.registry.urls=http://u:p@a, basic authentication",
    "--wire.registry.schema-use=guess --wire.registry.timeout=0, wire.registry.timeout"
  })
  void valuesThatDoNotFitAreRefused(String arguments, String message) {
    assertThatThrownBy(() -> WireOptions.from(settings(arguments.split(" "))))
        .hasMessageContaining(message);
  }

  @Test
  void userAndPasswordGoTogether() {
    assertThatThrownBy(
            () ->
                WireOptions.from(
                    settings(
                        "--wire.format=confluent",
                        "--wire.registry.urls=http://a",
                        "--wire.registry.user=u")))
        .hasMessage("wire.registry.user and wire.registry.password must be set together");
  }
}
