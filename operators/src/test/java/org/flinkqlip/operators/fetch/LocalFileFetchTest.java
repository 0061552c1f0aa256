// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileFetchTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path temp;
  private Path allowed;
  private ContentFetcher fetcher;

  @BeforeEach
  void openOneDirectory() throws IOException {
    allowed = Files.createDirectory(temp.resolve("allowed"));
    fetcher = FetchPolicy.NOTHING.withAllowedPaths(List.of(allowed.toUri().toString())).open();
  }

  @AfterEach
  void close() throws IOException {
    fetcher.close();
  }

  @Test
  void aFileUnderAnAllowedDirectoryIsRead() throws Exception {
    Path file = Files.write(allowed.resolve("a b.jpg"), CONTENT);

    assertThat(fetcher.fetch(file.toUri().toString())).isEqualTo(CONTENT);
    assertThat(fetcher.fetch("file:" + file.toUri().getRawPath())).isEqualTo(CONTENT);
  }

  @Test
  void aFileElsewhereIsRefusedWhetherItExistsOrNot() throws IOException {
    Path file = Files.write(temp.resolve("secret.jpg"), CONTENT);

    assertFault(file.toUri().toString(), FetchFault.URI_NOT_ALLOWED);
    assertFault(temp.resolve("missing.jpg").toUri().toString(), FetchFault.URI_NOT_ALLOWED);
    assertFault(
        Files.createDirectory(temp.resolve("allowed-not")).resolve("a").toUri().toString(),
        FetchFault.URI_NOT_ALLOWED);
  }

  @Test
  void aSymbolicLinkOutOfTheDirectoryIsRefused() throws IOException {
    Path secret = Files.write(temp.resolve("secret.jpg"), CONTENT);
    Path link = Files.createSymbolicLink(allowed.resolve("link.jpg"), secret);
    Path directory = Files.createSymbolicLink(allowed.resolve("up"), temp);

    assertFault(link.toUri().toString(), FetchFault.URI_NOT_ALLOWED);
    assertFault(directory.resolve("secret.jpg").toUri().toString(), FetchFault.URI_NOT_ALLOWED);
  }

  @Test
  void aSymbolicLinkWithinTheDirectoryIsFollowed() throws Exception {
    Path file = Files.write(allowed.resolve("a.jpg"), CONTENT);
    Path link = Files.createSymbolicLink(allowed.resolve("link.jpg"), file);

    assertThat(fetcher.fetch(link.toUri().toString())).isEqualTo(CONTENT);
  }

  @Test
  void anAllowedDirectoryMayItselfBeALink() throws Exception {
    Files.write(allowed.resolve("a.jpg"), CONTENT);
    Path mount = Files.createSymbolicLink(temp.resolve("mount"), allowed);

    try (ContentFetcher mounted =
        FetchPolicy.NOTHING.withAllowedPaths(List.of(mount.toString())).open()) {
      assertThat(mounted.fetch(mount.resolve("a.jpg").toUri().toString())).isEqualTo(CONTENT);
    }
  }

  @Test
  void climbingOutOfTheDirectoryIsInvalid() {
    assertFault(allowed.toUri() + "../secret.jpg", FetchFault.URI_INVALID);
    assertFault(allowed.toUri() + "%2E%2E/secret.jpg", FetchFault.URI_INVALID);
  }

  @Test
  void aMissingFileIsNotFound() {
    assertFault(allowed.resolve("missing.jpg").toUri().toString(), FetchFault.NOT_FOUND);
  }

  @Test
  void aDirectoryIsNotFound() throws IOException {
    Path directory = Files.createDirectory(allowed.resolve("directory"));

    assertFault(directory.toUri().toString(), FetchFault.NOT_FOUND);
  }

  @Test
  void aFileOverTheLimitIsTooLarge() throws IOException {
    Path file = Files.write(allowed.resolve("large.jpg"), new byte[33 << 20]);

    assertFault(file.toUri().toString(), FetchFault.TOO_LARGE);
  }

  @Test
  void aFileOnAnotherHostIsInvalid() {
    assertFault("file://host/data/a.jpg", FetchFault.URI_INVALID);
  }

  private void assertFault(String uri, FetchFault fault) {
    assertThatThrownBy(() -> fetcher.fetch(uri))
        .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
        .returns(fault, FetchException::fault);
  }
}
