// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.flinkqlip.operators.outcome.DeadLetterCategory.EVENT_INVALID;

import java.nio.ByteBuffer;
import org.flinkqlip.operators.outcome.RecordIdentity;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.schemas.ImageEvent;
import org.jspecify.annotations.Nullable;

/** The rules of an image event, and its content. */
final class EventReader {
  private EventReader() {}

  /**
   * Checks what the schema cannot say.
   *
   * @param key the Kafka record's key, or null
   */
  static void check(ImageEvent event, byte @Nullable [] key) throws RecordRuleException {
    RecordIdentity.check("imageId", event.getImageId(), key);
    if ((event.getContent() == null) == (event.getUri() == null)) {
      throw new RecordRuleException(
          EVENT_INVALID,
          event.getUri() == null
              ? "neither content nor uri is set: set one of them"
              : "both content and uri are set: set one of them");
    }
  }

  /** The inline content, not copied where the buffer is exactly its array. */
  static byte[] content(ImageEvent event) {
    ByteBuffer content = event.getContent();
    if (content.hasArray()
        && content.arrayOffset() == 0
        && content.array().length == content.remaining()) {
      return content.array();
    }
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
