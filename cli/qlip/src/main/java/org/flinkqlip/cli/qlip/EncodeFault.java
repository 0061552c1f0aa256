// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.flinkqlip.model.imaging.ImageRejectedException;

/**
 * Why an image has no codes, in the categories of dead letters.
 *
 * @param category upper snake case
 * @param message for people
 */
record EncodeFault(String category, String message) {
  static final EncodeFault NONE = new EncodeFault("", "");

  static EncodeFault of(ImageRejectedException e) {
    return new EncodeFault(
        "IMAGE_" + e.fault().name(), requireNonNullElse(e.getMessage(), e.toString()));
  }

  static EncodeFault of(Path file, IOException e) {
    return e instanceof NoSuchFileException
        ? new EncodeFault("FETCH_NOT_FOUND", "[%s] does not exist".formatted(file))
        : new EncodeFault("FETCH_UNAVAILABLE", "[%s] cannot be read: %s".formatted(file, e));
  }

  boolean isNone() {
    return category.isEmpty();
  }
}
