// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.EVENT_INVALID;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.FETCH_URI_NOT_ALLOWED;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.IMAGE_EMPTY;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.IMAGE_TOO_LARGE;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.IMAGE_TRUNCATED;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.IMAGE_UNKNOWN_FORMAT;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.KEY_INVALID;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.KEY_MISMATCH;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.RECORD_BAD_MAGIC;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.RECORD_TRUNCATED;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.schemas.ImageEvent;
import org.jspecify.annotations.Nullable;

/** Ways in which a sound image event is broken on purpose, and the category that each deserves. */
enum Fault {
  /** A JPEG without its second half. */
  TRUNCATED_JPEG(IMAGE_TRUNCATED, "a JPEG without its second half") {
    @Override
    void breakEvent(ImageEvent event) {
      byte[] jpeg = content(event);
      event.setContent(ByteBuffer.wrap(Arrays.copyOf(jpeg, jpeg.length / 2)));
    }
  },
  /** An error page that was stored under an image's name. */
  HTML(IMAGE_UNKNOWN_FORMAT, "a web page that calls itself a JPEG") {
    @Override
    void breakEvent(ImageEvent event) {
      event.setContent(
          ByteBuffer.wrap("<!DOCTYPE html><title>404 Not Found</title>\n".getBytes(UTF_8)));
    }
  },
  /** Content of no bytes. */
  EMPTY_CONTENT(IMAGE_EMPTY, "an image of no bytes") {
    @Override
    void breakEvent(ImageEvent event) {
      event.setContent(ByteBuffer.allocate(0));
    }
  },
  /** A few bytes that ask for a thirteen-gigabyte picture. */
  DECOMPRESSION_BOMB(IMAGE_TOO_LARGE, "a PNG that declares 66,000 x 66,000 pixels") {
    @Override
    void breakEvent(ImageEvent event) throws IOException {
      event.setContent(ByteBuffer.wrap(pngBomb(66_000)));
      event.setContentType("image/png");
    }
  },
  /** A record that was cut on its way. */
  CUT_RECORD(RECORD_TRUNCATED, "a record of which two thirds are gone") {
    @Override
    byte @Nullable [] breakBytes(byte[] value) {
      return Arrays.copyOf(value, value.length / 3);
    }
  },
  /** Bytes of another format. */
  JSON_RECORD(RECORD_BAD_MAGIC, "a record in JSON") {
    @Override
    byte @Nullable [] breakBytes(byte[] value) {
      return "{\"imageId\": \"scene\"}".getBytes(UTF_8);
    }
  },
  /** Neither content nor uri. */
  NOTHING_TO_READ(EVENT_INVALID, "an event with neither content nor uri") {
    @Override
    void breakEvent(ImageEvent event) {
      event.setContent(null);
    }
  },
  /** A key that is not the image's identity. */
  WRONG_KEY(KEY_MISMATCH, "an event under the key of another image") {
    @Override
    Optional<String> breakKey(String key) {
      return Optional.of(key + "-other");
    }
  },
  /** A request to forget nobody knows what. */
  NOTHING_TO_FORGET(KEY_INVALID, "a tombstone without a key") {
    @Override
    Optional<String> breakKey(String key) {
      return Optional.empty();
    }

    @Override
    byte @Nullable [] breakBytes(byte[] value) {
      return null;
    }
  },
  /** A claim check for the address from which clouds hand out credentials. */
  FORBIDDEN_URI(FETCH_URI_NOT_ALLOWED, "an event that points to an internal address") {
    @Override
    void breakEvent(ImageEvent event) {
      event.setContent(null);
      event.setUri("http://169.254.169.254/latest/meta-data/picture.jpg");
    }
  };

  private final DeadLetterCategory category;
  private final String description;

  Fault(DeadLetterCategory category, String description) {
    this.category = category;
    this.description = description;
  }

  /** The dead letter's category. */
  String category() {
    return category.name();
  }

  /** For people. */
  String description() {
    return description;
  }

  /** Changes the event; its content must be a JPEG. */
  void breakEvent(ImageEvent event) throws IOException {}

  /** Changes the record's value; null makes it a tombstone. */
  byte @Nullable [] breakBytes(byte[] value) {
    return value;
  }

  /** Changes the record's key. */
  Optional<String> breakKey(String key) {
    return Optional.of(key);
  }

  private static byte[] content(ImageEvent event) {
    ByteBuffer content = event.getContent().duplicate();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return bytes;
  }

  /** A PNG whose header and checksums are right and whose pixels would not fit into memory. */
  private static byte[] pngBomb(int edge) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream png = new DataOutputStream(bytes);
    png.writeLong(0x89504E470D0A1A0AL);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(edge).putInt(edge);
    header.put((byte) 8).put((byte) 2);
    chunk(png, "IHDR", header.array());
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
      deflater.write(new byte[1 << 16]);
    }
    chunk(png, "IDAT", pixels.toByteArray());
    chunk(png, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream png, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    png.writeInt(data.length);
    png.write(name);
    png.write(data);
    png.writeInt((int) checksum.getValue());
  }
}
