// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

/** Decoders meet hostile bytes: whatever they stumble over is the image's fault. */
final class Decoders {
  private Decoders() {}

  interface Reading<T> {
    T read() throws ImageRejectedException;
  }

  static <T> T guarded(Reading<T> reading) throws ImageRejectedException {
    try {
      return reading.read();
    } catch (IllegalStateException e) {
      throw e; // the environment's fault, not the image's
    } catch (RuntimeException e) {
      throw new ImageRejectedException(ImageFault.CORRUPT, "the decoder failed: " + e, e);
    }
  }
}
