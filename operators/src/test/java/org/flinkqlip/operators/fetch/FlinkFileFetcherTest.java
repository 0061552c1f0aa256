// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink's own local file system stands in for an object store. */
class FlinkFileFetcherTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir private Path temp;
  private final TimeLimit timeLimit = new TimeLimit("test");
  private final FlinkFileFetcher fetcher = new FlinkFileFetcher(3, timeLimit);

  @AfterEach
  void close() {
    timeLimit.close();
  }

  @Test
  void anObjectIsRead() throws Exception {
    assertThat(fetch(Files.write(temp.resolve("a"), CONTENT))).isEqualTo(CONTENT);
  }

  @Test
  void anObjectOverTheLimitIsTooLarge() throws IOException {
    assertFault(Files.write(temp.resolve("a"), new byte[4]), FetchFault.TOO_LARGE);
  }

  @Test
  void aMissingObjectIsNotFound() {
    assertFault(temp.resolve("missing"), FetchFault.NOT_FOUND);
  }

  @Test
  void aFileSystemWithoutAPluginIsNamed() throws IOException {
    FetchPolicy policy = FetchPolicy.NOTHING.withAllowedPaths(List.of("s3://bucket/"));
    try (ContentFetcher s3 = policy.open()) {
      assertThatThrownBy(() -> s3.fetch("s3://bucket/a.jpg"))
          .hasMessageContaining("put its plugin under plugins/")
          .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
          .returns(FetchFault.URI_NOT_ALLOWED, FetchException::fault);
    }
  }

  private byte[] fetch(Path file) throws FetchException, InterruptedException {
    return fetcher.fetch(file.toUri(), Deadline.after(Duration.ofSeconds(10), System::nanoTime));
  }

  private void assertFault(Path file, FetchFault fault) {
    assertThatThrownBy(() -> fetch(file))
        .asInstanceOf(InstanceOfAssertFactories.type(FetchException.class))
        .returns(fault, FetchException::fault);
  }
}
