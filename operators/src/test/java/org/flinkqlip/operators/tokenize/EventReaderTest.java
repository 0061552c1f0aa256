// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Map;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.schemas.ImageEvent;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  @Test
  void eventWithContentOrUriIsFineWithAndWithoutKey() {
    assertThatCode(
            () -> {
              EventReader.check(event("käse", new byte[1], null), "käse".getBytes(UTF_8));
              EventReader.check(event("a", null, "s3://b/c"), null);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void identityMustBeOfASaneLength() {
    rejects(event("", new byte[1], null), null, DeadLetterCategory.EVENT_INVALID);
    rejects(event("ä".repeat(513), new byte[1], null), null, DeadLetterCategory.EVENT_INVALID);
  }

  @Test
  void keyMustBeTheIdentity() {
    rejects(event("a", new byte[1], null), "b".getBytes(UTF_8), DeadLetterCategory.KEY_MISMATCH);
    rejects(event("a", new byte[1], null), new byte[0], DeadLetterCategory.KEY_MISMATCH);
  }

  @Test
  void exactlyOneOfContentAndUriIsNeeded() {
    rejects(event("a", null, null), null, DeadLetterCategory.EVENT_INVALID);
    rejects(event("a", new byte[1], "s3://b/c"), null, DeadLetterCategory.EVENT_INVALID);
  }

  @Test
  void contentIsCopiedOnlyWhereTheBufferHoldsMore() {
    byte[] bytes = {1, 2, 3, 4};
    ImageEvent whole = event("a", bytes, null);
    ImageEvent part = event("a", bytes, null);
    part.setContent(ByteBuffer.wrap(bytes, 1, 2));

    assertThat(EventReader.content(whole)).isSameAs(bytes);
    assertThat(EventReader.content(part)).containsExactly(2, 3);
    assertThat(part.getContent().remaining()).isEqualTo(2);
  }

  private static void rejects(ImageEvent event, byte[] key, DeadLetterCategory category) {
    assertThatThrownBy(() -> EventReader.check(event, key))
        .isInstanceOfSatisfying(
            RecordRuleException.class, e -> assertThat(e.category()).isEqualTo(category));
  }

  private static ImageEvent event(String id, byte[] content, String uri) {
    return ImageEvent.newBuilder()
        .setImageId(id)
        .setContent(content == null ? null : ByteBuffer.wrap(content))
        .setUri(uri)
        .setAttributes(Map.of())
        .build();
  }
}
