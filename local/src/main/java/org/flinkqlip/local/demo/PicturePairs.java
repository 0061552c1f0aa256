// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.lab.evaluation.ContactSheet;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;

/** The first images of a feed beside their reconstructions. */
final class PicturePairs {
  private static final int MAX_PAIRS = 12;

  private final ImagePreprocessor preprocessor;
  private final ContactSheet sheet;

  /**
   * No pairs yet.
   *
   * @param edge of the model's images, in pixels
   */
  PicturePairs(int edge) {
    this.sheet = new ContactSheet(edge);
    this.preprocessor = new ImagePreprocessor(PreprocessOptions.forSize(edge));
  }

  /** The pairs in one picture. */
  ContactSheet sheet() {
    return sheet;
  }

  /**
   * Adds the first images of a source that have a reconstruction. An image is known by the digest
   * of its content, since another image may have replaced it under its identity.
   *
   * @param count records of the source
   */
  void add(
      ImageSource source,
      long count,
      RecordDeserializer<ImageEvent> deserializer,
      List<ReconstructedImage> reconstructions)
      throws IOException, RegistryException {
    Map<String, ReconstructedImage> byDigest = new HashMap<>();
    reconstructions.forEach(image -> byDigest.put(image.getProvenance().getContentSha256(), image));
    for (long index = 0; index < count && sheet.size() < MAX_PAIRS; index++) {
      byte[] value = source.record(index).value();
      if (value != null) {
        add(value, deserializer, byDigest);
      }
    }
  }

  private void add(
      byte[] value,
      RecordDeserializer<ImageEvent> deserializer,
      Map<String, ReconstructedImage> byDigest)
      throws RegistryException {
    try {
      ByteBuffer content = deserializer.deserialize(value).getContent();
      if (content == null) {
        return;
      }
      byte[] original = bytes(content);
      ReconstructedImage reconstruction = byDigest.remove(Sha256.of(original));
      if (reconstruction != null) {
        sheet.add(pixels(original), pixels(bytes(reconstruction.getContent())));
      }
    } catch (MalformedRecordException | ImageRejectedException e) {
      // Broken on purpose: it has a dead letter and no reconstruction.
    }
  }

  private byte[] pixels(byte[] content) throws ImageRejectedException {
    ByteBuffer pixels = ByteBuffer.allocate(preprocessor.tensorSize());
    preprocessor.preprocess(content, pixels, 0);
    return pixels.array();
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
