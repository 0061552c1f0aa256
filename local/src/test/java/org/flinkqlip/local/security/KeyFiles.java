// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A key pair with a certificate for 127.0.0.1, and a store that trusts it, made by keytool.
 *
 * @param keyStore PKCS12
 * @param trustStore PKCS12
 * @param password of both
 */
record KeyFiles(Path keyStore, Path trustStore, String password) {

  static KeyFiles make(Path directory, String name, String password)
      throws IOException, InterruptedException {
    Path keys = directory.resolve(name + ".p12");
    Path trusted = directory.resolve(name + "-trusted.p12");
    Path certificate = directory.resolve(name + ".pem");
    keytool(
        password,
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=ip:127.0.0.1",
        "-keystore",
        keys.toString());
    keytool(
        password,
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-keystore",
        keys.toString());
    keytool(
        password,
        "-importcert",
        "-noprompt",
        "-alias",
        name,
        "-file",
        certificate.toString(),
        "-keystore",
        trusted.toString());
    return new KeyFiles(keys, trusted, password);
  }

  private static void keytool(String password, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", password));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
