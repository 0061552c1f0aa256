// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFileTest {

  @Test
  void fileIsMappedWhileABufferHoldsIt(@TempDir Path directory) throws Exception {
    Path mapped = Files.write(directory.resolve("mapped"), new byte[] {7});
    Path other = Files.write(directory.resolve("other"), new byte[] {7});
    try (FileChannel channel = FileChannel.open(mapped)) {
      MappedByteBuffer buffer = channel.map(FileChannel.MapMode.READ_ONLY, 0, 1);

      assertThat(MappedFile.isMapped(mapped)).isTrue();
      assertThat(MappedFile.isMapped(other)).isFalse();
      assertThat(buffer.get(0)).isEqualTo((byte) 7);
    }
  }
}
