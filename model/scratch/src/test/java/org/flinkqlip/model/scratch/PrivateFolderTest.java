// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFolderTest {
  @TempDir private Path parent;

  @Test
  void itIsMadeForItsOwnerAloneAndTakenAgain() throws IOException {
    Path folder = PrivateFolder.ofUser(parent);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(PrivateFolder.ofUser(parent)).isEqualTo(folder);
    assertThat(parent).isDirectoryContaining(path -> path.equals(folder));
    assertThat(Files.list(parent)).as("no probe is left").hasSize(1);
  }

  @Test
  void aLinkIsRefusedWhereverItLeads() throws IOException {
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createSymbolicLink(parent.resolve("mine"), elsewhere);

    assertRefused("is a link or no folder");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFileIsRefused() throws IOException {
    Files.createFile(parent.resolve("mine"));

    assertRefused("is a link or no folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx-----x", "rwxr-xr-x"})
  void aFolderThatLetsOthersInIsRefused(String rights) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("mine"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(rights));

    assertRefused("can be read or written by others");
  }

  @Test
  void anotherUsersFolderIsRefused() throws IOException {
    PrivateFolder.in(parent, "mine");

    assertThatThrownBy(() -> PrivateFolder.in(parent, "mine", "another"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to another user")
        .hasMessageContaining("-Djava.io.tmpdir");
  }

  private void assertRefused(String fault) {
    assertThatThrownBy(() -> PrivateFolder.in(parent, "mine"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(parent.resolve("mine") + "] " + fault);
  }
}
