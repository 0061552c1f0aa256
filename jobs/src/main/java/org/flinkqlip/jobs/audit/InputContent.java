// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an input record holds, as far as the record alone tells.
 *
 * @param sha256 of the image or text, in 64 lower-case hex digits; empty where the record names a
 *     place to fetch it from, or cannot be read
 * @param captions whether it is known if there is a caption
 * @param captionSha256 of the image's caption, if it has one
 */
public record InputContent(
    Optional<String> sha256, boolean captions, Optional<String> captionSha256) {
  /** Nothing is known. */
  public static final InputContent UNKNOWN =
      new InputContent(Optional.empty(), false, Optional.empty());

  /** Rejects nulls. */
  public InputContent {
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(captionSha256, "captionSha256 is null");
  }

  /** A content without a caption beside it. */
  static InputContent of(Optional<String> sha256) {
    return new InputContent(sha256, false, Optional.empty());
  }

  /** What a result must be made of; empty if that is not known. */
  Optional<String> of(boolean ofCaption) {
    return ofCaption ? captionSha256 : sha256;
  }

  /** Whether it is known that there is no caption. */
  boolean lacksCaption() {
    return captions && captionSha256.isEmpty();
  }
}
