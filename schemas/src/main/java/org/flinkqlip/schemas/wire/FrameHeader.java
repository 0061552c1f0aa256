// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes before a record: magic and schema id, as {@link WireKind} lays them out. */
final class FrameHeader {

  private static final byte CONFLUENT_MAGIC = 0;
  private static final byte SINGLE_OBJECT_MAGIC = (byte) 0xC3;
  private static final byte SINGLE_OBJECT_VERSION = 1;

  private FrameHeader() {}

  static byte[] write(WireKind kind, long schemaId) {
    ByteBuffer header = ByteBuffer.allocate(kind.headerLength());
    switch (kind) {
      case SINGLE_OBJECT -> {
        header.put(SINGLE_OBJECT_MAGIC).put(SINGLE_OBJECT_VERSION);
        header.order(ByteOrder.LITTLE_ENDIAN).putLong(schemaId);
      }
      case CONFLUENT -> header.put(CONFLUENT_MAGIC).putInt(Math.toIntExact(schemaId));
    }
    return header.array();
  }

  /** The schema id of a payload that is not empty. */
  static long read(WireKind kind, byte[] payload) throws MalformedRecordException {
    if (!hasMagic(kind, payload)) {
      throw badMagic(kind, payload);
    }
    if (payload.length < kind.headerLength()) {
      throw new MalformedRecordException(
          WireFault.TRUNCATED,
          "payload of %d bytes ends inside its %d-byte %s header: see what cut it"
              .formatted(payload.length, kind.headerLength(), kind));
    }
    ByteBuffer header = ByteBuffer.wrap(payload);
    return switch (kind) {
      case SINGLE_OBJECT -> header.order(ByteOrder.LITTLE_ENDIAN).getLong(2);
      case CONFLUENT -> header.getInt(1);
    };
  }

  private static boolean hasMagic(WireKind kind, byte[] payload) {
    return switch (kind) {
      case SINGLE_OBJECT ->
          payload[0] == SINGLE_OBJECT_MAGIC
              && (payload.length == 1 || payload[1] == SINGLE_OBJECT_VERSION);
      case CONFLUENT -> payload[0] == CONFLUENT_MAGIC;
    };
  }

  private static MalformedRecordException badMagic(WireKind kind, byte[] payload) {
    String hint = "see what the producer writes";
    for (WireKind other : WireKind.values()) {
      if (other != kind && hasMagic(other, payload)) {
        hint = "looks like " + other + ": set the wire format so";
      }
    }
    return new MalformedRecordException(
        WireFault.BAD_MAGIC,
        "payload of %d bytes starts with %02x, which is not %s; %s"
            .formatted(payload.length, payload[0], kind, hint));
  }
}
