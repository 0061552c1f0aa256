// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.EmbeddingRule;
import org.flinkqlip.operators.outcome.OutputTopic;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultRecords;
import org.flinkqlip.operators.outcome.TopicNames;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;

/**
 * Embeddings of captions.
 *
 * @param name of the topic
 * @param includeText whether an embedding carries its text
 */
public record CaptionEmbeddingsTopic(String name, boolean includeText)
    implements OutputTopic<EmbeddedText, CaptionEmbedding> {

  /** Its usual name. */
  public static final String USUAL_NAME = "caption-embeddings";

  public CaptionEmbeddingsTopic {
    TopicNames.require(name);
  }

  @Override
  public Class<CaptionEmbedding> schema() {
    return CaptionEmbedding.class;
  }

  @Override
  public ResultRecords<EmbeddedText, CaptionEmbedding> records(
      String modelId, ModelManifest manifest) {
    return new Records(modelId, includeText);
  }

  private record Records(String modelId, boolean includeText)
      implements ResultRecords<EmbeddedText, CaptionEmbedding> {
    @Override
    public Optional<CaptionEmbedding> of(RecordFacts facts, EmbeddedText result)
        throws RecordRuleException {
      EmbeddingRule.check(result.embedding(), DeadLetterCategory.EMBED_NOT_FINITE);
      return Optional.of(
          CaptionEmbedding.newBuilder()
              .setCaptionId(facts.id())
              .setEventTime(facts.eventTime())
              .setEmbedding(PrimitiveLists.ofFloats(result.embedding()))
              .setText(includeText ? result.text() : null)
              .setAttributes(facts.attributes())
              .setProvenance(facts.provenance(modelId))
              .build());
    }

    @Override
    public Optional<String> howToShrink(RecordFacts facts) {
      return Optional.of(facts.fewerAttributes());
    }
  }
}
