// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.flinkqlip.operators.fetch.FetchFault.TOO_LARGE;

import java.io.IOException;
import java.io.InputStream;

/** Reads a stream to its end, or to one byte more than is allowed. */
final class BoundedRead {

  private BoundedRead() {}

  static byte[] all(InputStream in, long maxBytes, String shown)
      throws IOException, FetchException {
    byte[] content = in.readNBytes(Math.toIntExact(maxBytes + 1));
    if (content.length > maxBytes) {
      throw tooLarge(shown, maxBytes);
    }
    return content;
  }

  static FetchException tooLarge(String shown, long maxBytes) {
    return new FetchException(
        TOO_LARGE, "content of " + shown + " exceeds fetch.max-bytes (" + maxBytes + " bytes)");
  }
}
