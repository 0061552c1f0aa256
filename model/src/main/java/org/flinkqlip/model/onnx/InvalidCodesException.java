package org.flinkqlip.model.onnx;

import org.flinkqlip.model.bundle.ModelManifest;

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
    if (codes.length != manifest.tokens()) {
      throw new InvalidCodesException(
          "image %d has %d codes; the model wants %d x %d"
              .formatted(image, codes.length, manifest.gridHeight(), manifest.gridWidth()));
    }
    for (int token = 0; token < codes.length; token++) {
      if (codes[token] < 0 || codes[token] >>> manifest.bits() != 0) {
        throw new InvalidCodesException(
            "image %d has the code %d at position %d; codes have %d bits"
                .formatted(image, codes[token], token, manifest.bits()));
      }
    }
  }
}
