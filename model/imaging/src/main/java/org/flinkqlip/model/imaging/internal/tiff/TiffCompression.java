// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.tiff;

import java.util.Arrays;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** How the bytes of a block are compressed. */
enum TiffCompression {
  NONE {
    @Override
    void decode(ImageBytes in, byte[] data, byte[] out) throws ImageRejectedException {
      if (data.length < out.length) {
        throw in.truncated();
      }
      System.arraycopy(data, 0, out, 0, out.length);
    }
  },
  LZW {
    @Override
    void decode(ImageBytes in, byte[] data, byte[] out) throws ImageRejectedException {
      TiffLzw.decode(in, data, out);
    }
  },
  DEFLATE {
    @Override
    void decode(ImageBytes in, byte[] data, byte[] out) throws ImageRejectedException {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(data);
        int done = 0;
        while (done < out.length) {
          int count = inflater.inflate(out, done, out.length - done);
          if (count == 0) {
            throw in.truncated();
          }
          done += count;
        }
      } catch (DataFormatException e) {
        throw in.corrupt("broken compressed data: " + e.getMessage(), e);
      } finally {
        inflater.end();
      }
    }
  },
  PACK_BITS {
    @Override
    void decode(ImageBytes in, byte[] data, byte[] out) throws ImageRejectedException {
      int at = 0;
      int done = 0;
      while (done < out.length) {
        if (at + 1 >= data.length) {
          throw in.truncated();
        }
        int control = data[at++];
        if (control >= 0) {
          int count = Math.min(control + 1, out.length - done);
          if (count > data.length - at) {
            throw in.truncated();
          }
          System.arraycopy(data, at, out, done, count);
          at += count;
          done += count;
        } else if (control != -128) {
          int count = Math.min(1 - control, out.length - done);
          Arrays.fill(out, done, done + count, data[at++]);
          done += count;
        }
      }
    }
  },
  JPEG {
    @Override
    void decode(ImageBytes in, byte[] data, byte[] out) {
      throw new IllegalStateException("JPEG blocks hold images, not bytes");
    }
  },
  /** Its blocks are read by {@link TiffFax}, which needs to know their size. */
  CCITT {
    @Override
    void decode(ImageBytes in, byte[] data, byte[] out) {
      throw new IllegalStateException("CCITT blocks hold pixels, not bytes");
    }
  };

  private static final Map<Integer, String> NAMES =
      Map.of(
          6, "old-style JPEG",
          34676, "SGI LogLuv",
          34677, "SGI LogLuv of 24 bits",
          34712, "JPEG 2000",
          34925, "LZMA",
          50000, "Zstandard",
          50001, "WebP",
          50002, "JPEG XL",
          32809, "ThunderScan");

  static TiffCompression of(ImageBytes in, int code) throws ImageRejectedException {
    return switch (code) {
      case 1 -> NONE;
      case 2, 3, 4 -> CCITT;
      case 5 -> LZW;
      case 7 -> JPEG;
      case 8, 32946 -> DEFLATE;
      case 32773 -> PACK_BITS;
      default -> {
        String name = NAMES.get(code);
        throw in.unsupported("compression " + code + (name == null ? "" : " (" + name + ")"));
      }
    };
  }

  /** Whether a predictor may have been applied before. */
  boolean canBeDifferenced() {
    return this == LZW || this == DEFLATE;
  }

  /** Fills {@code out} from the bytes of one block. */
  abstract void decode(ImageBytes in, byte[] data, byte[] out) throws ImageRejectedException;
}
