package org.flinkqlip.model.imaging.internal.tiff;

import java.util.HashMap;
import java.util.Map;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** The first image file directory: tags and where their values are (TIFF 6.0, section 2). */
final class TiffDirectory {
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private record Field(int type, long count, long offset) {}

  private final ImageBytes in;
  private final boolean littleEndian;
  private final Map<Integer, Field> fields = new HashMap<>();

  TiffDirectory(ImageBytes in) throws ImageRejectedException {
    this.in = in;
    this.littleEndian = in.matches(0, "II");
    if (u16(2) != 42) {
      throw in.unsupported("BigTIFF");
    }
    long start = u32(4);
    int entries = u16(start);
    for (int i = 0; i < entries; i++) {
      long entry = start + 2 + 12L * i;
      int type = u16(entry + 2);
      long count = u32(entry + 4);
      long bytes = count * typeBytes(type);
      long offset = bytes <= 4 ? entry + 8 : u32(entry + 8);
      fields.putIfAbsent(u16(entry), new Field(type, count, offset));
    }
  }

  boolean littleEndian() {
    return littleEndian;
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
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
      case BYTE -> in.u8(field.offset() + index);
      case SHORT -> u16(field.offset() + 2L * index);
      case LONG -> u32(field.offset() + 4L * index);
      default -> throw in.corrupt("tag " + tag + " is no unsigned integer");
    };
  }

  private static int typeBytes(int type) {
    return switch (type) {
      case SHORT, 8 -> 2;
      case LONG, 9, 11, 13 -> 4;
      case 5, 10, 12 -> 8;
      default -> 1;
    };
  }

  private int u16(long at) throws ImageRejectedException {
    return littleEndian ? in.u16le(at) : in.u16be(at);
  }

  private long u32(long at) throws ImageRejectedException {
    return littleEndian ? in.u32le(at) : in.u32be(at);
  }
}
