package org.flinkqlip.schemas.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;

/** One fixed record of each type, every field set. Golden bytes depend on them. */
final class Samples {

  static final Instant TIME = Instant.parse("2026-11-24T12:34:56.789Z");

  private Samples() {}

  /** The records that have a topic of their own. */
  static List<SpecificRecord> all() {
    return List.of(imageEvent(), imageCodes(), imageEmbedding(), deadLetter());
  }

  static ImageEvent imageEvent() {
    return new ImageEvent(
        "cat-42",
        ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0}),
        "s3://feed/cat-42.jpg",
        "image/jpeg",
        TIME,
        "a cat on a mat, 猫",
        Map.of("feed", "news"));
  }

  static ImageCodes imageCodes() {
    return new ImageCodes(
        "cat-42",
        TIME,
        2,
        3,
        28,
        PrimitiveLists.ofInts(0, 1, 127, 128, 65_536, (1 << 28) - 1),
        provenance());
  }

  static ImageEmbedding imageEmbedding() {
    return new ImageEmbedding(
        "cat-42",
        TIME,
        PrimitiveLists.ofFloats(0.6f, -0.8f, 0f, Float.MIN_VALUE),
        "s3://feed/cat-42.jpg",
        Map.of("feed", "news"),
        provenance());
  }

  static DeadLetter deadLetter() {
    return new DeadLetter(
        "cat-42",
        "decode",
        "IMAGE_TRUNCATED",
        "[cat-42] image ends early",
        "s3://feed/cat-42.jpg",
        1234,
        99_999L,
        TIME,
        provenance());
  }

  static Provenance provenance() {
    return new Provenance("images", 3, 1L << 33, "0123456789abcdef".repeat(4), "qlip@0123456789ab");
  }
}
