// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** The inflated content of the consecutive IDAT chunks. */
final class PngDataStream implements AutoCloseable {
  private final ImageBytes in;
  private final Inflater inflater = new Inflater();
  private long nextChunk;

  PngDataStream(ImageBytes in, int firstChunk) {
    this.in = in;
    this.nextChunk = firstChunk;
  }

  /** Fills {@code length} bytes. */
  void read(byte[] target, int length) throws ImageRejectedException {
    int done = 0;
    while (done < length) {
      int count;
      try {
        count = inflater.inflate(target, done, length - done);
      } catch (DataFormatException e) {
        throw in.corrupt("broken compressed data: " + e.getMessage(), e);
      }
      done += count;
      if (count == 0) {
        if (inflater.finished() || inflater.needsDictionary()) {
          throw in.corrupt("the compressed data ends before the image does");
        }
        feed();
      }
    }
  }

  private void feed() throws ImageRejectedException {
    long length = in.u32be(nextChunk);
    in.require(nextChunk + 4, 4);
    if (!in.matches(nextChunk + 4, "IDAT")) {
      throw in.truncated();
    }
    long start = nextChunk + 8;
    long present = Math.min(length, in.length() - start);
    inflater.setInput(in.array(), (int) start, (int) present);
    nextChunk = start + length + 4;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
