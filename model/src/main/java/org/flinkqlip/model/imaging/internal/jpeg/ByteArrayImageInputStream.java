package org.flinkqlip.model.imaging.internal.jpeg;

import javax.imageio.stream.ImageInputStreamImpl;

/** A stream over an array that knows whether someone has tried to read past its end. */
final class ByteArrayImageInputStream extends ImageInputStreamImpl {
  private final byte[] bytes;
  private boolean reachedEnd;

  ByteArrayImageInputStream(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean reachedEnd() {
    return reachedEnd;
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= bytes.length) {
      reachedEnd = true;
      return -1;
    }
    return bytes[(int) streamPos++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    if (streamPos >= bytes.length && length > 0) {
      reachedEnd = true;
      return -1;
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
