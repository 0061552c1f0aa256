package org.flinkqlip.operators.tokenize;

import static org.flinkqlip.operators.tokenize.DeadLetterCategory.EVENT_INVALID;
import static org.flinkqlip.operators.tokenize.DeadLetterCategory.KEY_MISMATCH;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.flinkqlip.schemas.ImageEvent;

/** The rules of an image event, and its content. */
final class EventReader {
  /** Longest identity of an image, in bytes of UTF-8. */
  static final int MAX_ID_BYTES = 1024;

  private EventReader() {}

  /**
   * Checks what the schema cannot say.
   *
   * @param key the Kafka record's key, or null
   */
  static void check(ImageEvent event, byte[] key) throws EventRuleException {
    byte[] id = event.getImageId().getBytes(StandardCharsets.UTF_8);
    if (id.length == 0) {
      throw new EventRuleException(EVENT_INVALID, "imageId is empty: give every image an identity");
    }
    if (id.length > MAX_ID_BYTES) {
      throw new EventRuleException(
          EVENT_INVALID,
          "imageId has %d bytes: at most %d are allowed".formatted(id.length, MAX_ID_BYTES));
    }
    if (key != null && !Arrays.equals(key, id)) {
      throw new EventRuleException(
          KEY_MISMATCH,
          "the Kafka key of %d bytes is not the imageId: use the imageId in UTF-8 as the key, or no key"
              .formatted(key.length));
    }
    if ((event.getContent() == null) == (event.getUri() == null)) {
      throw new EventRuleException(
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
