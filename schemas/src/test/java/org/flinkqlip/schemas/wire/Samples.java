// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.CodeSequence;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.ReconstructedImage;

/** One fixed record of each type, every field set. Golden bytes depend on them. */
final class Samples {

  static final Instant TIME = Instant.parse("2026-11-24T12:34:56.789Z");

  private Samples() {}

  /** The records that have a topic of their own. */
  static List<SpecificRecord> all() {
    return List.of(
        imageEvent(),
        imageCodes(),
        imageEmbedding(),
        imageFeatures(),
        caption(),
        captionEmbedding(),
        reconstructedImage(),
        deadLetter());
  }

  /** The samples of versions that have been succeeded by another: record, version, sample. */
  static List<Older> older() {
    ImageCodes first = imageCodes();
    first.setSequence(null);
    ImageCodes second = imageCodes();
    ImageEmbedding embedding = imageEmbedding();
    ImageFeatures features = imageFeatures();
    CaptionEmbedding caption = captionEmbedding();
    ReconstructedImage image = reconstructedImage();
    DeadLetter letter = deadLetter();
    List.of(
            first.getProvenance(),
            second.getProvenance(),
            embedding.getProvenance(),
            features.getProvenance(),
            caption.getProvenance(),
            image.getProvenance(),
            letter.getProvenance())
        .forEach(provenance -> provenance.setTimestamp(null));
    return List.of(
        new Older(1, first),
        new Older(2, second),
        new Older(1, embedding),
        new Older(1, features),
        new Older(1, caption),
        new Older(1, image),
        new Older(1, letter));
  }

  /**
   * A sample as an older version knows it.
   *
   * @param version which released version
   * @param record with the defaults of what came later
   */
  record Older(int version, SpecificRecord record) {}

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
        provenance(),
        new CodeSequence(
            PrimitiveLists.ofInts(49_999, 50_000, 50_001, 66_383),
            14,
            "token-by-token",
            "shared",
            50_000,
            49_999,
            null));
  }

  static ImageFeatures imageFeatures() {
    return new ImageFeatures(
        "cat-42",
        TIME,
        PrimitiveLists.ofInts(2, 1),
        "float16",
        "hidden_states[-2]",
        ByteBuffer.wrap(new byte[] {0, 0x3c, 0, (byte) 0xbc}),
        provenance());
  }

  static Caption caption() {
    return new Caption("caption-7", "a cat on a mat, 猫", TIME, Map.of("lang", "en"));
  }

  static CaptionEmbedding captionEmbedding() {
    return new CaptionEmbedding(
        "caption-7",
        TIME,
        PrimitiveLists.ofFloats(0.6f, -0.8f),
        "a cat on a mat, 猫",
        Map.of("lang", "en"),
        provenance());
  }

  static ReconstructedImage reconstructedImage() {
    return new ReconstructedImage(
        "cat-42",
        TIME,
        ByteBuffer.wrap(new byte[] {(byte) 0x89, 'P', 'N', 'G'}),
        "image/png",
        256,
        256,
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
    return new Provenance(
        "images", 3, 1L << 33, "0123456789abcdef".repeat(4), "qlip@0123456789ab", TIME);
  }
}
