// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

import javax.imageio.stream.ImageInputStreamImpl;

/** A stream over two arrays that knows whether someone has tried to read past its end. */
public final class ByteArrayImageInputStream extends ImageInputStreamImpl {
  private final byte[] head;
  private final byte[] bytes;
  private final int offset; // of a stream position beyond the head, in bytes
  private final int length;
  private boolean reachedEnd;
  private boolean endAllowed;

  /**
   * @param head the stream's first bytes
   * @param bytes the stream goes on with these
   * @param start from here on
   * @param end up to here
   */
  public ByteArrayImageInputStream(byte[] head, byte[] bytes, int start, int end) {
    this.head = head;
    this.bytes = bytes;
    this.offset = start - head.length;
    this.length = end - offset;
  }

  /** A stream over one array. */
  public ByteArrayImageInputStream(byte[] bytes) {
    this(new byte[0], bytes, 0, bytes.length);
  }

  /** From now on it does not count if someone reads past the end. */
  public void allowEnd() {
    endAllowed = true;
  }

  /** Whether someone has tried to read past the end, before that was allowed. */
  public boolean reachedEnd() {
    return reachedEnd;
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= length) {
      reachedEnd |= !endAllowed;
      return -1;
    }
    int at = (int) streamPos++;
    return (at < head.length ? head[at] : bytes[at + offset]) & 0xff;
  }

  @Override
  public int read(byte[] target, int targetOffset, int count) {
    bitOffset = 0;
    if (streamPos >= length && count > 0) {
      reachedEnd |= !endAllowed;
      return -1;
    }
    int at = (int) streamPos;
    int copied;
    if (at < head.length) {
      copied = Math.min(count, head.length - at);
      System.arraycopy(head, at, target, targetOffset, copied);
    } else {
      copied = Math.min(count, length - at);
      System.arraycopy(bytes, at + offset, target, targetOffset, copied);
    }
    streamPos += copied;
    return copied;
  }

  @Override
  public long length() {
    return length;
  }
}
