package org.flinkqlip.local.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.operators.outcome.ContentDigest;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDecoder;
import org.flinkqlip.schemas.wire.RegistryException;

/** Originals, as the model sees them, beside their reconstructions in one picture. */
final class ContactSheet {
  private static final int MAX_PAIRS = 12;
  private static final int PAIRS_IN_A_ROW = 3;
  private static final int GAP = 8;

  private final ImagePreprocessor preprocessor;
  private final int edge;
  private final List<Pair> pairs = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(byte[] original, byte[] reconstruction) {}

  /**
   * An empty sheet.
   *
   * @param edge of the model's images, in pixels
   */
  ContactSheet(int edge) {
    this.edge = edge;
    this.preprocessor = new ImagePreprocessor(PreprocessOptions.forSize(edge));
  }

  /** Number of pairs. */
  int size() {
    return pairs.size();
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
      RecordDecoder<ImageEvent> decoder,
      List<ReconstructedImage> reconstructions)
      throws IOException, RegistryException {
    Map<String, ReconstructedImage> byDigest = new HashMap<>();
    reconstructions.forEach(image -> byDigest.put(image.getProvenance().getContentSha256(), image));
    for (long index = 0; index < count && pairs.size() < MAX_PAIRS; index++) {
      byte[] value = source.record(index).value();
      if (value != null) {
        add(value, decoder, byDigest);
      }
    }
  }

  private void add(
      byte[] value, RecordDecoder<ImageEvent> decoder, Map<String, ReconstructedImage> byDigest)
      throws RegistryException {
    try {
      ByteBuffer content = decoder.decode(value).getContent();
      if (content == null) {
        return;
      }
      byte[] original = bytes(content);
      ReconstructedImage reconstruction = byDigest.remove(ContentDigest.sha256(original));
      if (reconstruction != null) {
        pairs.add(new Pair(pixels(original), pixels(bytes(reconstruction.getContent()))));
      }
    } catch (MalformedRecordException | ImageRejectedException e) {
      // Broken on purpose: it has a dead letter and no reconstruction.
    }
  }

  /** Writes the sheet as PNG; pairs go from left to right, the original on the left of each. */
  void write(Path file) throws IOException {
    int columns = Math.max(1, Math.min(PAIRS_IN_A_ROW, pairs.size()));
    int rows = Math.max(1, (pairs.size() + columns - 1) / columns);
    BufferedImage sheet =
        new BufferedImage(
            columns * (2 * edge + GAP) + GAP,
            rows * (edge + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.dispose();
    for (int i = 0; i < pairs.size(); i++) {
      int x = GAP + i % columns * (2 * edge + GAP);
      int y = GAP + i / columns * (edge + GAP);
      paint(sheet, pairs.get(i).original(), x, y);
      paint(sheet, pairs.get(i).reconstruction(), x + edge, y);
    }
    Files.write(file, new PictureWriter(PictureFormat.PNG).write(sheet));
  }

  private void paint(BufferedImage sheet, byte[] rgb, int left, int top) {
    for (int i = 0; i < edge * edge; i++) {
      int color =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
      sheet.setRGB(left + i % edge, top + i / edge, color);
    }
  }

  private byte[] pixels(byte[] content) throws ImageRejectedException {
    ByteBuffer pixels = ByteBuffer.allocate(edge * edge * 3);
    preprocessor.preprocess(content, pixels, 0);
    return pixels.array();
  }

  private static byte[] bytes(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
