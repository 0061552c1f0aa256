// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static org.flinkqlip.operators.outcome.DeadLetterCategory.EVENT_INVALID;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.KEY_MISMATCH;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rules of identities, which are keys too. */
public final class RecordIdentity {
  /** Longest identity, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1024;

  private RecordIdentity() {}

  /**
   * Checks an identity.
   *
   * @param field its name, such as imageId
   * @param key the Kafka record's key, or null
   */
  public static void check(String field, String identity, byte @Nullable [] key)
      throws RecordRuleException {
    byte[] id = identity.getBytes(StandardCharsets.UTF_8);
    if (id.length == 0) {
      throw new RecordRuleException(
          EVENT_INVALID, field + " is empty: give every record an identity");
    }
    if (id.length > MAX_BYTES) {
      throw new RecordRuleException(
          EVENT_INVALID,
          "%s has %d bytes: at most %d are allowed".formatted(field, id.length, MAX_BYTES));
    }
    if (key != null && !Arrays.equals(key, id)) {
      throw new RecordRuleException(
          KEY_MISMATCH,
          "the Kafka key of %d bytes is not the %s: use the %s in UTF-8 as the key, or no key"
              .formatted(key.length, field, field));
    }
  }

  /** Whether a key can be an identity. */
  static boolean isKey(byte @Nullable [] key) {
    return key != null && key.length > 0 && key.length <= MAX_BYTES;
  }
}
