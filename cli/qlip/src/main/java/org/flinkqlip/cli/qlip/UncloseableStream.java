// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that is not ours to close. */
final class UncloseableStream extends FilterOutputStream {
  UncloseableStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
