// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import org.flinkqlip.model.runtime.bundle.ModelManifest;

/** Codes that no image of the model has. The codes are at fault: a retry cannot help. */
public final class InvalidCodesException extends Exception {
  private static final long serialVersionUID = 1L;

  private InvalidCodesException(String message) {
    super(message);
  }

  /**
   * Checks the codes of one image.
   *
   * @param image its position in the batch, for the message
   */
  public static void check(int[] codes, int image, ModelManifest manifest)
      throws InvalidCodesException {
    check("image %d has ".formatted(image), codes, manifest);
  }

  /** Checks the codes of an image that the caller names. */
  public static void check(int[] codes, ModelManifest manifest) throws InvalidCodesException {
    check("", codes, manifest);
  }

  private static void check(String item, int[] codes, ModelManifest manifest)
      throws InvalidCodesException {
    if (codes.length != manifest.tokens()) {
      throw new InvalidCodesException(
          "%s%d codes; the model wants %d x %d"
              .formatted(item, codes.length, manifest.gridHeight(), manifest.gridWidth()));
    }
    for (int token = 0; token < codes.length; token++) {
      if (codes[token] < 0 || codes[token] >>> manifest.bits() != 0) {
        throw new InvalidCodesException(
            "%sthe code %d at position %d; codes have %d bits"
                .formatted(item, codes[token], token, manifest.bits()));
      }
    }
  }
}
