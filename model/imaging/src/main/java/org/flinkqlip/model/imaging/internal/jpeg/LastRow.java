// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import java.awt.image.BufferedImage;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;

/** Tells once the last row of an image has been decoded. */
final class LastRow implements IIOReadUpdateListener {
  private final int height;
  private final Runnable decoded;

  /**
   * @param height rows of the image
   * @param decoded is called with the last row
   */
  LastRow(int height, Runnable decoded) {
    this.height = height;
    this.decoded = decoded;
  }

  @Override
  public void imageUpdate(
      ImageReader source,
      BufferedImage image,
      int minX,
      int minY,
      int width,
      int rows,
      int periodX,
      int periodY,
      int[] bands) {
    if (minY + rows == height) {
      decoded.run();
    }
  }

  @Override
  public void passStarted(
      ImageReader source,
      BufferedImage image,
      int pass,
      int minPass,
      int maxPass,
      int minX,
      int minY,
      int periodX,
      int periodY,
      int[] bands) {}

  @Override
  public void passComplete(ImageReader source, BufferedImage image) {}

  @Override
  public void thumbnailPassStarted(
      ImageReader source,
      BufferedImage thumbnail,
      int pass,
      int minPass,
      int maxPass,
      int minX,
      int minY,
      int periodX,
      int periodY,
      int[] bands) {}

  @Override
  public void thumbnailUpdate(
      ImageReader source,
      BufferedImage thumbnail,
      int minX,
      int minY,
      int width,
      int rows,
      int periodX,
      int periodY,
      int[] bands) {}

  @Override
  public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
}
