package org.flinkqlip.operators.embed;

import java.util.List;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.EmbeddingRule;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** What the model makes of a caption, as a record. */
public final class CaptionResults implements ResultFormat<EmbeddedText> {
  private final String topic;
  private final boolean includeText;
  private final String modelId;
  private final RecordSerializer<CaptionEmbedding> serializer;

  /**
   * A format.
   *
   * @param topic of {@code CaptionEmbedding}
   * @param includeText whether an embedding carries its text
   */
  public CaptionResults(String topic, boolean includeText, String modelId, WireFormat wireFormat) {
    this.topic = topic;
    this.includeText = includeText;
    this.modelId = modelId;
    this.serializer = wireFormat.serializer(CaptionEmbedding.class, topic);
  }

  @Override
  public List<String> topics() {
    return List.of(topic);
  }

  @Override
  public DeadLetterCategory runFailure() {
    return DeadLetterCategory.EMBED_FAILED;
  }

  @Override
  public List<Payload> payloads(RecordFacts facts, EmbeddedText result)
      throws RecordRuleException, RegistryException {
    EmbeddingRule.check(result.embedding(), DeadLetterCategory.EMBED_NOT_FINITE);
    CaptionEmbedding embedding =
        CaptionEmbedding.newBuilder()
            .setCaptionId(facts.id())
            .setEventTime(facts.eventTime())
            .setEmbedding(PrimitiveLists.ofFloats(result.embedding()))
            .setText(includeText ? result.text() : null)
            .setAttributes(facts.attributes())
            .setProvenance(facts.provenance(modelId))
            .build();
    return List.of(new Payload(topic, serializer.serialize(embedding)));
  }
}
