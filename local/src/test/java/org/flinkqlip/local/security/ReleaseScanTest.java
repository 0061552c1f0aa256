// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The release's scan of dependencies, with a grype that says what the test wants. */
@Timeout(60)
class ReleaseScanTest {
  private static final Path RELEASE =
      Path.of(System.getProperty("basedir", "."), "..", "build", "release");

  /** Of the library whose WebPGetDecoderVersion is 0x010500. */
  private static final String LIBWEBP_1_5_0 = "6ba0f21617946dc8b246c30b10c2fb08";

  @TempDir private Path directory;
  private String output;

  @BeforeEach
  void writeBill() throws Exception {
    Files.writeString(directory.resolve("bom.json"), "{}");
  }

  @Test
  void theDateOfTheDataIsPrintedAndNothingFoundIsGood() throws Exception {
    Instant built = Instant.now().minus(Duration.ofHours(20));
    grype(built.toString(), 0, 0);

    assertThat(scan()).as(output).isZero();
    assertThat(output).contains("data of " + built);
  }

  @Test
  void aFindingFails() throws Exception {
    grype(Instant.now().toString(), 0, 2);

    assertThat(scan()).isEqualTo(1);
    assertThat(output).contains("findings of severity medium or more");
  }

  @Test
  void dataThatCannotBeHadFails() throws Exception {
    grype(Instant.now().toString(), 1, 0);

    assertThat(scan()).isEqualTo(1);
    assertThat(output).contains("cannot be brought up to date");
  }

  @Test
  void oldDataFails() throws Exception {
    grype(Instant.now().minus(Duration.ofDays(5)).toString(), 0, 0);

    assertThat(scan()).isEqualTo(1);
    assertThat(output).contains("the data is 5 days old");
  }

  @Test
  void dataWithoutADateFails() throws Exception {
    grype("", 0, 0);

    assertThat(scan()).isEqualTo(1);
    assertThat(output).contains("does not tell the date");
  }

  @Test
  void aScannerThatIsNotThereFails() throws Exception {
    assertThat(scan()).isEqualTo(1);
    assertThat(output).contains("grype is not installed");
  }

  /** Another jar may hold another libwebp: ask its WebPGetDecoderVersion, then change both. */
  @Test
  void theListNamesTheLibwebpOfTheJarOnTheClassPath() throws Exception {
    String list = Files.readString(RELEASE.resolve("embedded-components.json"));
    String resource = "/native/Linux/x86_64/libwebp-imageio.so";
    try (InputStream in = WebPImageReaderSpi.class.getResourceAsStream(resource)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());

      assertThat(HexFormat.of().formatHex(digest)).startsWith(LIBWEBP_1_5_0);
    }
    assertThat(list).contains("\"name\": \"libwebp\"").contains("\"version\": \"1.5.0\"");
  }

  private void grype(String built, int update, int findings) throws Exception {
    Path script = directory.resolve("grype");
    Files.writeString(
        script,
        """
        #!/bin/bash
        case "$1 $2" in
          "db update") exit %d ;;
          "db status") echo '{"schemaVersion": "v6", "built": "%s", "valid": true}' ;;
          --version*) echo grype 0.0 ;;
          *) exit %d ;;
        esac
        """
            .formatted(update, built, findings));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private int scan() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                RELEASE.resolve("scan").toString(), directory.resolve("bom.json").toString())
            .redirectErrorStream(true);
    builder.environment().put("PATH", directory + ":/usr/bin:/bin");
    Process process = builder.start();
    output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
