// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;

/** Pictures of one colour: a few bytes on the wire, many when they are decoded. */
enum LargePictures {
  PNG_16_BIT {
    @Override
    byte[] of(int width, int height) throws IOException {
      return png(width, height, 16, 2, false, 6L * width + 1);
    }
  },
  PNG_INTERLACED {
    @Override
    byte[] of(int width, int height) throws IOException {
      return png(width, height, 16, 6, true, 8L * width + 2);
    }
  },
  PNG_PALETTE {
    @Override
    byte[] of(int width, int height) throws IOException {
      return png(width, height, 1, 3, false, (width + 7) / 8 + 1L);
    }
  },
  JPEG_YCBCR {
    @Override
    byte[] of(int width, int height) throws IOException {
      return jpeg(width, height, 3, false);
    }
  },
  JPEG_PROGRESSIVE {
    @Override
    byte[] of(int width, int height) throws IOException {
      return jpeg(width, height, 3, true);
    }
  },
  JPEG_CMYK {
    @Override
    byte[] of(int width, int height) throws IOException {
      return jpeg(width, height, 4, false);
    }
  },
  WEBP_LOSSLESS {
    @Override
    byte[] of(int width, int height) {
      return new PictureWriter(PictureFormat.WEBP)
          .write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    }
  },
  GIF {
    @Override
    byte[] of(int width, int height) {
      return gif(width, height);
    }
  },
  TIFF_16_BIT_TURNED {
    @Override
    byte[] of(int width, int height) throws IOException {
      return tiff(width, height, 1, 3);
    }
  },
  TIFF_PLANES {
    @Override
    byte[] of(int width, int height) throws IOException {
      return tiff(width, height, 2, 1);
    }
  },
  BMP_32_BIT {
    @Override
    byte[] of(int width, int height) {
      return bmp(width, height, 32, 0, 4 * width * height);
    }
  },
  BMP_RUNS {
    @Override
    byte[] of(int width, int height) {
      return bmp(width, height, 8, 1, 2); // the end of the bitmap, and nothing before it
    }
  };

  private static final int CHUNK = 1 << 16;

  /** A file of that size in pixels. */
  abstract byte[] of(int width, int height) throws IOException;

  private static byte[] png(
      int width, int height, int bits, int type, boolean interlaced, long rowBytes)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) bits).put((byte) type).put((byte) 0).put((byte) 0);
    header.put((byte) (interlaced ? 1 : 0));
    chunk(file, "IHDR", header.array());
    chunk(file, "PLTE", new byte[6]);
    // Seven passes have somewhat more filter bytes than one: what is too much is not read.
    chunk(file, "IDAT", deflated(rowBytes * height + (interlaced ? 8L * (width + height) : 0)));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data)
      throws IOException {
    byte[] body =
        ByteBuffer.allocate(4 + data.length).put(type.getBytes(US_ASCII)).put(data).array();
    CRC32 crc = new CRC32();
    crc.update(body);
    file.write(ByteBuffer.allocate(4).putInt(data.length).array());
    file.write(body);
    file.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** So many zeros. */
  private static byte[] deflated(long count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, CHUNK)) {
      byte[] zeros = new byte[CHUNK];
      for (long left = count; left > 0; left -= CHUNK) {
        out.write(zeros, 0, (int) Math.min(left, CHUNK));
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static byte[] jpeg(int width, int height, int bands, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (progressive) {
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      if (bands == 3) {
        writer.write(
            null,
            new IIOImage(
                new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), null, null),
            parameters);
      } else {
        writer.write(
            null,
            new IIOImage(
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, bands, null),
                null,
                null),
            parameters);
      }
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] gif(int width, int height) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GIF89a".getBytes(US_ASCII));
    file.writeBytes(little(4).putShort((short) width).putShort((short) height).array());
    file.writeBytes(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0}); // two colours
    file.write(0x2c);
    file.writeBytes(little(4).array());
    file.writeBytes(little(4).putShort((short) width).putShort((short) height).array());
    file.writeBytes(new byte[] {0, 2});
    GifCodes codes = new GifCodes();
    codes.runs((long) width * height);
    byte[] data = codes.bytes();
    for (int at = 0; at < data.length; at += 255) {
      int length = Math.min(255, data.length - at);
      file.write(length);
      file.write(data, at, length);
    }
    file.writeBytes(new byte[] {0, 0x3b});
    return file.toByteArray();
  }

  /** Runs that grow by one pixel each, as every encoder writes them for one colour. */
  private static final class GifCodes {
    private static final int CLEAR = 4;
    private static final int FIRST_BITS = 3;
    private static final int MAX_BITS = 12;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int buffer;
    private int count;

    void runs(long pixels) {
      int bits = FIRST_BITS;
      long left = pixels;
      while (left > 0) {
        put(CLEAR, bits);
        bits = FIRST_BITS;
        put(0, bits);
        left--;
        // The code that is just being defined is the run before it and one pixel more.
        int next = CLEAR + 2;
        for (int length = 2; left > 0 && next < (1 << MAX_BITS) - 1; length++) {
          put(next++, bits);
          left -= length;
          if (next == 1 << bits && bits < MAX_BITS) {
            bits++;
          }
        }
      }
      while (count > 0) {
        out.write(buffer);
        buffer >>>= 8;
        count -= 8;
      }
    }

    private void put(int code, int bits) {
      buffer |= code << count;
      count += bits;
      while (count >= 8) {
        out.write(buffer & 0xff);
        buffer >>>= 8;
        count -= 8;
      }
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }

  /** RGB of 16 bits in one strip, or in one for each colour. */
  private static byte[] tiff(int width, int height, int planar, int orientation)
      throws IOException {
    int strips = planar == 2 ? 3 : 1;
    byte[] strip = deflated(6L * width * height / strips);
    int entries = 11;
    int end = 8 + 2 + 12 * entries + 4;
    int extra = end + 6;
    ByteBuffer file = little(extra + 24 + strips * strip.length);
    file.put("II".getBytes(US_ASCII)).putShort((short) 42).putInt(8).putShort((short) entries);
    int data = extra + 24;
    entry(file, 256, 4, 1, width);
    entry(file, 257, 4, 1, height);
    entry(file, 258, 3, 3, end);
    entry(file, 259, 3, 1, 8);
    entry(file, 262, 3, 1, 2);
    entry(file, 273, 4, strips, strips == 1 ? data : extra);
    entry(file, 274, 3, 1, orientation);
    entry(file, 277, 3, 1, 3);
    entry(file, 278, 4, 1, height);
    entry(file, 279, 4, strips, strips == 1 ? strip.length : extra + 12);
    entry(file, 284, 3, 1, planar);
    file.putInt(0);
    file.putShort((short) 16).putShort((short) 16).putShort((short) 16);
    for (int i = 0; i < 3; i++) {
      file.putInt(extra + 4 * i, data + i * strip.length);
      file.putInt(extra + 12 + 4 * i, strip.length);
    }
    file.position(data);
    for (int i = 0; i < strips; i++) {
      file.put(strip);
    }
    return file.array();
  }

  private static void entry(ByteBuffer file, int tag, int type, int count, int value) {
    file.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  private static byte[] bmp(int width, int height, int bits, int compression, int dataBytes) {
    int colors = bits == 8 ? 256 : 0;
    int data = 14 + 40 + 4 * colors;
    ByteBuffer file = little(data + dataBytes);
    file.put("BM".getBytes(US_ASCII)).putInt(data + dataBytes).putInt(0).putInt(data);
    file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
    file.putInt(compression);
    if (compression == 1) {
      file.put(data + 1, (byte) 1);
    }
    return file.array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
