// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.operators.device.StartRefusedException;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultRecords;
import org.flinkqlip.operators.outcome.TopicNames;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.PrimitiveLists;

/**
 * Features of the patches of images.
 *
 * @param name of the topic
 * @param type number format of the features
 */
public record ImageFeaturesTopic(String name, FeatureType type)
    implements ImageTopic<ImageFeatures> {

  /** What the export takes features from. */
  private static final String LAYER = "hidden_states[-2]";

  public ImageFeaturesTopic {
    TopicNames.require(name);
    requireNonNull(type, "type is null");
  }

  @Override
  public boolean needsFeatures() {
    return true;
  }

  @Override
  public Class<ImageFeatures> schema() {
    return ImageFeatures.class;
  }

  @Override
  public ResultRecords<EncodedImage, ImageFeatures> records(String modelId, ModelManifest manifest)
      throws StartRefusedException {
    if (manifest.featureSize().isEmpty()) {
      throw new StartRefusedException(
          "[%s] gives no features: export the checkpoint with --features, or set no topic of features"
              .formatted(modelId));
    }
    return new Records(modelId, manifest.tokens(), type);
  }

  private record Records(String modelId, int tokens, FeatureType type)
      implements ResultRecords<EncodedImage, ImageFeatures> {
    @Override
    public Optional<ImageFeatures> of(RecordFacts facts, EncodedImage image)
        throws RecordRuleException {
      float[] features = image.features().orElseThrow();
      if (!type.holds(features)) {
        throw new RecordRuleException(
            DeadLetterCategory.ENCODE_NOT_FINITE,
            "the features are not finite in %s: write them as float32, or use a bundle of a higher precision"
                .formatted(type.label()));
      }
      return Optional.of(
          ImageFeatures.newBuilder()
              .setImageId(facts.id())
              .setEventTime(facts.eventTime())
              .setShape(PrimitiveLists.ofInts(tokens, features.length / tokens))
              .setDtype(type.label())
              .setLayer(LAYER)
              .setData(type.write(features))
              .setProvenance(facts.provenance(modelId))
              .build());
    }

    @Override
    public Optional<String> howToShrink(RecordFacts facts) {
      return type == FeatureType.FLOAT32
          ? Optional.of("write features as float16")
          : Optional.empty();
    }
  }
}
