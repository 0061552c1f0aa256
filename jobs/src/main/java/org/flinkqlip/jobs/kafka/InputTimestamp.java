// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The input's timestamp in a header of a tombstone, which has no provenance, where the tombstone's
 * own timestamp is another: milliseconds since 1970-01-01T00:00:00Z as decimal digits.
 */
public final class InputTimestamp {
  /** Name of the header. */
  public static final String HEADER = "input-timestamp";

  private InputTimestamp() {}

  static byte[] write(long timestamp) {
    return Long.toString(timestamp).getBytes(US_ASCII);
  }

  /** The timestamp, or empty if no header holds one. */
  public static OptionalLong read(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(new String(header.value(), US_ASCII)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
