// SPDX-License-Identifier: Apache-2.0
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
    if (header.compression() == TiffCompression.CCITT) {
      return TiffFax.decode(
          in, header.fax(), header.faxOptions(), stored(index, 0), header.blockWidth(), rows);
    }
    byte[] block = new byte[Math.multiplyExact(rowBytes(), rows)];
    header.compression().decode(in, stored(index, block.length), block);
    if (header.bits() >= 16 && header.littleEndian()) {
      swapBytes(block, header.bits() / 8);
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

  private static void swapBytes(byte[] block, int sampleBytes) {
    for (int at = 0; at + sampleBytes <= block.length; at += sampleBytes) {
      for (int low = at, high = at + sampleBytes - 1; low < high; low++, high--) {
        byte swapped = block[low];
        block[low] = block[high];
        block[high] = swapped;
      }
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
    int sampleBytes = header.bits() / 8;
    int step = sampleBytes * samples();
    for (int i = start + step; i < end; i += sampleBytes) {
      int carry = 0;
      for (int k = i + sampleBytes - 1; k >= i; k--) {
        int sum = (block[k] & 0xff) + (block[k - step] & 0xff) + carry;
        block[k] = (byte) sum;
        carry = sum >> 8;
      }
    }
  }
}
