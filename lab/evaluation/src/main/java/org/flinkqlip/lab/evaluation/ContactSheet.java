// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;

/** Originals, as the model sees them, beside their reconstructions in one picture. */
public final class ContactSheet {
  private static final int PAIRS_IN_A_ROW = 3;
  private static final int GAP = 8;

  private final int edge;
  private final List<Pair> pairs = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(byte[] original, byte[] reconstruction) {}

  /**
   * An empty sheet.
   *
   * @param edge of the model's images, in pixels
   */
  public ContactSheet(int edge) {
    if (edge < 1) {
      throw new IllegalArgumentException("edge must be positive: " + edge);
    }
    this.edge = edge;
  }

  /**
   * Adds a pair.
   *
   * @param original uint8 [edge, edge, 3]
   * @param reconstruction the same layout
   */
  public void add(byte[] original, byte[] reconstruction) {
    check(requireNonNull(original, "original is null"));
    check(requireNonNull(reconstruction, "reconstruction is null"));
    pairs.add(new Pair(original, reconstruction));
  }

  private void check(byte[] rgb) {
    if (rgb.length != edge * edge * 3) {
      throw new IllegalArgumentException(
          "%d bytes are no RGB image of %d x %d".formatted(rgb.length, edge, edge));
    }
  }

  /** Number of pairs. */
  public int size() {
    return pairs.size();
  }

  /** Writes the sheet as PNG; pairs go from left to right, the original on the left of each. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(file, new PictureWriter(PictureFormat.PNG).write(draw()));
  }

  private BufferedImage draw() {
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
    return sheet;
  }

  private void paint(BufferedImage sheet, byte[] rgb, int left, int top) {
    for (int i = 0; i < edge * edge; i++) {
      int color =
          (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
      sheet.setRGB(left + i % edge, top + i / edge, color);
    }
  }
}
