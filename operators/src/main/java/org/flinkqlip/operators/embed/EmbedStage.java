// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.EVENT_INVALID;

import java.util.List;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Preparation;
import org.flinkqlip.operators.outcome.RecordIdentity;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.wire.RecordDeserializer;

/** Preparation: payload to caption, text to token ids. Run: token ids to embeddings. */
final class EmbedStage extends ModelStage<TextBatch, EmbeddedText> {
  private final RecordDeserializer<Caption> deserializer;
  private final TextEncoder encoder;

  EmbedStage(RecordDeserializer<Caption> deserializer, TextEncoder encoder) {
    this.deserializer = deserializer;
    this.encoder = encoder;
  }

  @Override
  public TextBatch newBuffer(int capacity) {
    return new TextBatch(capacity);
  }

  @Override
  protected void prepare(Preparation preparation, TextBatch batch, int slot) throws Exception {
    Caption caption = deserializer.deserialize(preparation.source().value());
    preparation.learn(
        preparation
            .facts()
            .withEvent(
                caption.getCaptionId(), null, caption.getEventTime(), caption.getAttributes()));
    RecordIdentity.check("captionId", caption.getCaptionId(), preparation.source().key());
    byte[] text = caption.getText().getBytes(UTF_8);
    preparation.learn(preparation.facts().withContent(Sha256.of(text), (long) text.length));
    if (caption.getText().isBlank()) {
      throw new RecordRuleException(EVENT_INVALID, "text is blank: there is nothing to embed");
    }
    batch.put(slot, caption.getText(), CaptionTokens.of(encoder, caption.getText()));
  }

  @Override
  public void move(TextBatch batch, int from, int to) {
    batch.move(from, to);
  }

  @Override
  protected List<EmbeddedText> runSlots(TextBatch batch, int first, int count)
      throws InferenceException {
    return batch.with(encoder.embed(batch.ids(first, count)), first);
  }

  @Override
  protected void runBlank() throws InferenceException {
    encoder.embed(new int[][] {encoder.tokenize("")});
  }
}
