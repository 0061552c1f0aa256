// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCaseStoreTest {
  @TempDir Path directory;

  @Test
  void theNewestTextIsReadByAnyOther() throws IOException {
    FileCaseStore store = store();
    store.write("task-0-of-2", "one");
    store.write("task-0-of-2", "two");
    store.write("task-1-of-2", "three");

    assertThat(store().readAll()).isEqualTo(Map.of("task-0-of-2", "two", "task-1-of-2", "three"));
    assertThat(files()).as("what was replaced is gone").hasSize(2);
  }

  @Test
  void aTextThatWasNotWrittenToItsEndDoesNotCount() throws IOException {
    store().write("task-0-of-1", "whole");
    Files.writeString(folder().resolve("task-0-of-1.2"), "half of i");

    FileCaseStore next = store();
    assertThat(next.readAll()).isEqualTo(Map.of("task-0-of-1", "whole"));

    next.delete("task-0-of-1");
    assertThat(store().readAll()).as("none of the files comes back").isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void aStoreThatNobodyWroteToIsEmptyAndMakesNoFolder() throws IOException {
    assertThat(store().readAll()).isEmpty();
    store().delete("task-0-of-1");

    assertThat(folder()).doesNotExist();
  }

  private FileCaseStore store() {
    return new FileCaseStore(new org.apache.flink.core.fs.Path(folder().toUri()));
  }

  private Path folder() {
    return directory.resolve("quarantine").resolve("job");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.toList();
    }
  }
}
