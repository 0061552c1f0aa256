// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import org.flinkqlip.model.runtime.bundle.Sha256;

/** Digests of contents. */
public final class ContentDigest {
  private ContentDigest() {}

  /** SHA-256 as 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] content) {
    return Sha256.of(content);
  }
}
