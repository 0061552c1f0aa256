// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Where a file's content lies in a tar, in bytes.
 *
 * @param offset from the tar's start
 */
record Extent(long offset, int length) {
  /**
   * The content.
   *
   * @throws EOFException if the tar has become shorter
   */
  byte[] read(FileChannel tar) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(length);
    while (content.hasRemaining()) {
      if (tar.read(content, offset + content.position()) < 0) {
        throw new EOFException("the tar ends inside the file at byte " + offset);
      }
    }
    return content.array();
  }
}
