// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import java.nio.ByteBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;
import org.flinkqlip.model.imaging.internal.resample.SquareResizer;

/** The resize alone, which the imaging package does not offer to others. */
public final class ResizeStage {
  private final SquareResizer resizer;

  /**
   * A stage.
   *
   * @param edge S of the result, in pixels
   */
  public ResizeStage(int edge) {
    resizer = new SquareResizer(edge);
  }

  /** Resizes and crops decoded pixels into the start of {@code target}: uint8 [S, S, 3]. */
  public void run(byte[] rgb, int width, int height, ByteBuffer target) {
    resizer.resize(new RgbImage(width, height, rgb), target, 0);
  }

  void run(TestPicture picture, ByteBuffer target) {
    run(picture.rgb(), picture.size().width(), picture.size().height(), target);
  }
}
