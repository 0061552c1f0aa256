package org.flinkqlip.model.imaging.internal.tiff;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.SampleUnpacker;
import org.flinkqlip.model.imaging.internal.jpeg.JpegBlock;

/** Reads one strip or tile to plain samples: big-endian, most significant bit first. */
final class TiffBlockReader {
  private final ImageBytes in;
  private final TiffHeader header;

  TiffBlockReader(ImageBytes in, TiffHeader header) {
    this.in = in;
    this.header = header;
  }

  /** Samples in a pixel of a block. */
  int samples() {
    return header.planar() ? 1 : header.samples();
  }

  /** Bytes of a row of a block. */
  int rowBytes() {
    return Math.toIntExact(
        SampleUnpacker.bytes((long) header.blockWidth() * samples(), header.bits()));
  }

  /**
   * Reads a block.
   *
   * @param index in the list of all blocks
   * @param rows that it holds
   */
  byte[] read(int index, int rows) throws ImageRejectedException {
    if (header.compression() == TiffCompression.JPEG) {
      return JpegBlock.decode(
          header.jpegTables(),
          stored(index, 0),
          header.blockWidth(),
          rows,
          header.blockHeight(),
          header.samples(),
          header.colors() == TiffColors.YCBCR);
    }
    byte[] block = new byte[Math.multiplyExact(rowBytes(), rows)];
    header.compression().decode(in, stored(index, block.length), block);
    if (header.bits() == 16 && header.littleEndian()) {
      swapBytes(block);
    }
    if (header.differenced()) {
      for (int row = 0; row < rows; row++) {
        sumUp(block, row * rowBytes());
      }
    }
    return block;
  }

  /** The stored bytes: as many as the file says, or {@code plainLength} if not compressed. */
  private byte[] stored(int index, int plainLength) throws ImageRejectedException {
    long offset = header.offsets()[index];
    boolean plain = header.compression() == TiffCompression.NONE;
    long count = plain ? plainLength : header.byteCounts()[index];
    in.require(offset, count);
    byte[] stored = new byte[(int) count];
    System.arraycopy(in.array(), (int) offset, stored, 0, stored.length);
    if (header.reversedBits() && header.compression() != TiffCompression.JPEG) {
      for (int i = 0; i < stored.length; i++) {
        stored[i] = (byte) (Integer.reverse(stored[i]) >>> 24);
      }
    }
    return stored;
  }

  private static void swapBytes(byte[] block) {
    for (int i = 0; i + 1 < block.length; i += 2) {
      byte low = block[i];
      block[i] = block[i + 1];
      block[i + 1] = low;
    }
  }

  private void sumUp(byte[] block, int start) {
    int end = start + rowBytes();
    if (header.bits() == 8) {
      for (int i = start + samples(); i < end; i++) {
        block[i] += block[i - samples()];
      }
      return;
    }
    int step = 2 * samples();
    for (int i = start + step; i < end; i += 2) {
      int sum = u16(block, i) + u16(block, i - step);
      block[i] = (byte) (sum >> 8);
      block[i + 1] = (byte) sum;
    }
  }

  private static int u16(byte[] block, int at) {
    return ((block[at] & 0xff) << 8) | (block[at + 1] & 0xff);
  }
}
