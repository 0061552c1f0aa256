// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.EmbeddingRule;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultRecords;
import org.flinkqlip.operators.outcome.TopicNames;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;

/**
 * Embeddings of images.
 *
 * @param name of the topic
 */
public record ImageEmbeddingsTopic(String name) implements ImageTopic<ImageEmbedding> {

  /** Its usual name. */
  public static final String USUAL_NAME = "image-embeddings";

  public ImageEmbeddingsTopic {
    TopicNames.require(name);
  }

  @Override
  public Class<ImageEmbedding> schema() {
    return ImageEmbedding.class;
  }

  @Override
  public ResultRecords<EncodedImage, ImageEmbedding> records(
      String modelId, ModelManifest manifest) {
    return new Records(modelId);
  }

  private record Records(String modelId) implements ResultRecords<EncodedImage, ImageEmbedding> {
    @Override
    public Optional<ImageEmbedding> of(RecordFacts facts, EncodedImage image)
        throws RecordRuleException {
      EmbeddingRule.check(image.embedding(), DeadLetterCategory.ENCODE_NOT_FINITE);
      return Optional.of(
          ImageEmbedding.newBuilder()
              .setImageId(facts.id())
              .setEventTime(facts.eventTime())
              .setEmbedding(PrimitiveLists.ofFloats(image.embedding()))
              .setUri(facts.uri())
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
