// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.tiff;

import java.util.HashMap;
import java.util.Map;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ExifOrientation;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** The first image file directory: tags and where their values are (TIFF 6.0, section 2). */
final class TiffDirectory {
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int SIGNED_BYTE = 6;
  private static final int SIGNED_SHORT = 8;
  private static final int SIGNED_LONG = 9;
  private static final int IFD = 13;
  private static final int LONG_8 = 16;
  private static final int IFD_8 = 18;

  private record Field(int type, long count, long offset) {}

  private final ImageBytes in;
  private final boolean littleEndian;
  private final boolean big;
  private final Map<Integer, Field> fields = new HashMap<>();

  TiffDirectory(ImageBytes in) throws ImageRejectedException {
    this.in = in;
    this.littleEndian = in.matches(0, "II");
    this.big = u16(2) == 43;
    if (big && (u16(4) != 8 || u16(6) != 0)) {
      throw in.corrupt("offsets of " + u16(4) + " bytes");
    }
    long start = big ? u64(8) : u32(4);
    long entries = big ? u64(start) : u16(start);
    in.require(start, 2);
    long at = start + (big ? 8 : 2);
    for (long i = 0; i < entries; i++) {
      addField(at);
      at += big ? 20 : 12;
    }
  }

  private void addField(long entry) throws ImageRejectedException {
    int type = u16(entry + 2);
    long count = big ? u64(entry + 4) : u32(entry + 4);
    long inline = entry + (big ? 12 : 8);
    int room = big ? 8 : 4;
    boolean fits = count <= room / typeBytes(type);
    in.require(inline, room);
    fields.putIfAbsent(
        u16(entry), new Field(type, count, fits ? inline : big ? u64(inline) : u32(inline)));
  }

  boolean littleEndian() {
    return littleEndian;
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** Whether a tag's values are numbers, not bytes or text; not so if it is absent. */
  boolean isNumber(int tag) {
    Field field = fields.get(tag);
    return field != null && ExifOrientation.isNumber(field.type());
  }

  /** Values of a tag; 0 if it is absent. */
  long count(int tag) {
    Field field = fields.get(tag);
    return field == null ? 0 : field.count();
  }

  /** The first value of a tag of unsigned integers. */
  long value(int tag, long absent) throws ImageRejectedException {
    Field field = fields.get(tag);
    if (field == null) {
      return absent;
    }
    if (field.count() == 0) {
      throw in.corrupt("tag " + tag + " has no value");
    }
    return element(tag, field, 0);
  }

  /** As {@link #value}, for values that fit an int. */
  int intValue(int tag, int absent) throws ImageRejectedException {
    long value = value(tag, absent);
    if (value > Integer.MAX_VALUE) {
      throw in.corrupt("tag " + tag + " is " + value);
    }
    return (int) value;
  }

  /**
   * The first values of a tag of unsigned integers, {@code limit} at most; none if it is absent.
   */
  long[] values(int tag, long limit) throws ImageRejectedException {
    Field field = fields.get(tag);
    if (field == null) {
      return new long[0];
    }
    long count = Math.min(field.count(), limit);
    in.require(field.offset(), count * typeBytes(field.type()));
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = element(tag, field, i);
    }
    return values;
  }

  /** The bytes of a tag; empty if it is absent. */
  byte[] bytes(int tag) throws ImageRejectedException {
    Field field = fields.get(tag);
    if (field == null) {
      return new byte[0];
    }
    in.require(field.offset(), field.count());
    byte[] bytes = new byte[(int) field.count()];
    System.arraycopy(in.array(), (int) field.offset(), bytes, 0, bytes.length);
    return bytes;
  }

  private long element(int tag, Field field, int index) throws ImageRejectedException {
    return switch (field.type()) {
      case BYTE, SIGNED_BYTE -> in.u8(field.offset() + index);
      case SHORT, SIGNED_SHORT -> u16(field.offset() + 2L * index);
      case LONG, SIGNED_LONG, IFD -> u32(field.offset() + 4L * index);
      case LONG_8, IFD_8 -> u64(field.offset() + 8L * index);
      default -> throw in.corrupt("tag " + tag + " is no unsigned integer");
    };
  }

  private static int typeBytes(int type) {
    return switch (type) {
      case SHORT, SIGNED_SHORT -> 2;
      case LONG, SIGNED_LONG, 11, IFD -> 4;
      case 5, 10, 12, LONG_8, 17, IFD_8 -> 8;
      default -> 1;
    };
  }

  private int u16(long at) throws ImageRejectedException {
    return littleEndian ? in.u16le(at) : in.u16be(at);
  }

  private long u32(long at) throws ImageRejectedException {
    return littleEndian ? in.u32le(at) : in.u32be(at);
  }

  /** Values beyond any file's length are the largest long. */
  private long u64(long at) throws ImageRejectedException {
    long low = u32(littleEndian ? at : at + 4);
    long high = u32(littleEndian ? at + 4 : at);
    return high > Integer.MAX_VALUE ? Long.MAX_VALUE : high << 32 | low;
  }
}
