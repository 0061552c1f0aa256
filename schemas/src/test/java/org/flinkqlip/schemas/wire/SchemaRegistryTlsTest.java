// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.schemas.ImageCodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An https registry, with keys that keytool makes for the occasion. */
class SchemaRegistryTlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir private static Path dir;
  private static KeyStoreFile serverKeys;
  private static KeyStoreFile elsewhereKeys;
  private static KeyStoreFile clientKeys;
  private static KeyStoreFile trusted;

  @BeforeAll
  static void makeKeys() throws Exception {
    serverKeys = keyPair("server", "ip:127.0.0.1");
    elsewhereKeys = keyPair("elsewhere", "dns:elsewhere.example");
    clientKeys = keyPair("client", "dns:client.example");
    trusted = new KeyStoreFile(dir.resolve("trusted.p12").toString(), PASSWORD);
    for (String name : List.of("server", "elsewhere", "client")) {
      Path certificate = dir.resolve(name + ".pem");
      keytool(
          "-exportcert",
          "-rfc",
          "-alias",
          name,
          "-file",
          certificate.toString(),
          "-keystore",
          dir.resolve(name + ".p12").toString());
      keytool(
          "-importcert",
          "-noprompt",
          "-alias",
          name,
          "-file",
          certificate.toString(),
          "-keystore",
          trusted.path());
    }
  }

  @Test
  void aTrustedServerIsTalkedTo() throws Exception {
    try (FakeRegistry registry = registry(serverKeys, false);
        SchemaRegistryClient client = client(registry, new TlsOptions(trusted, null))) {
      assertThat(client.id("image-codes", ImageCodes.getClassSchema())).isEqualTo(1);
    }
  }

  @Test
  void aServerThatTheJvmDoesNotTrustIsNot() {
    try (FakeRegistry registry = registry(serverKeys, false);
        SchemaRegistryClient client = client(registry, TlsOptions.defaults())) {
      assertUnreachable(client);
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() {
    try (FakeRegistry registry = registry(elsewhereKeys, false);
        SchemaRegistryClient client = client(registry, new TlsOptions(trusted, null))) {
      assertUnreachable(client);
    }
  }

  @Test
  void ourCertificateIsShownToAServerThatWantsOne() throws Exception {
    try (FakeRegistry registry = registry(serverKeys, true);
        SchemaRegistryClient client = client(registry, new TlsOptions(trusted, clientKeys))) {
      assertThat(client.id("image-codes", ImageCodes.getClassSchema())).isEqualTo(1);
    }
  }

  @Test
  void withoutACertificateThatServerRefuses() {
    try (FakeRegistry registry = registry(serverKeys, true);
        SchemaRegistryClient client = client(registry, new TlsOptions(trusted, null))) {
      assertUnreachable(client);
    }
  }

  @Test
  void anUnreadableStoreIsNamedWithoutItsPassword() {
    KeyStoreFile wrong = new KeyStoreFile(trusted.path(), "wr0ng-password");
    KeyStoreFile missing = new KeyStoreFile("/nowhere/trust.p12", PASSWORD);

    assertThatThrownBy(() -> new TlsOptions(wrong, null).context())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(trusted.path())
        .hasMessageNotContaining("wr0ng-password");
    assertThatThrownBy(() -> new TlsOptions(null, missing).context())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/trust.p12");
    assertThat(new TlsOptions(wrong, wrong).toString()).doesNotContain("wr0ng-password");
  }

  private static void assertUnreachable(SchemaRegistryClient client) {
    assertThat(catchThrowableOfType(RegistryException.class, () -> client.schema(1)).fault())
        .isEqualTo(RegistryFault.UNREACHABLE);
  }

  private static FakeRegistry registry(KeyStoreFile keys, boolean needClientCertificate) {
    return FakeRegistry.startTls(new TlsOptions(trusted, keys).context(), needClientCertificate);
  }

  private static SchemaRegistryClient client(FakeRegistry registry, TlsOptions tls) {
    return SchemaRegistryClient.open(
        SchemaRegistryOptions.of(registry.url()).withTls(tls).withRetries(1, Duration.ofMillis(1)));
  }

  private static KeyStoreFile keyPair(String name, String subjectAlternativeName) throws Exception {
    KeyStoreFile store = new KeyStoreFile(dir.resolve(name + ".p12").toString(), PASSWORD);
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=" + subjectAlternativeName,
        "-validity",
        "2",
        "-keystore",
        store.path());
    return store;
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto"));
    Path log = dir.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(() -> read(log)).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
