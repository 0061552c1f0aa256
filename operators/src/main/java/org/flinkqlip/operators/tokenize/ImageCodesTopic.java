// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.operators.device.StartRefusedException;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.ResultRecords;
import org.flinkqlip.operators.outcome.TopicNames;
import org.flinkqlip.operators.sequence.CodeSequences;
import org.flinkqlip.operators.sequence.SequenceOptions;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.PrimitiveLists;
import org.jspecify.annotations.Nullable;

/**
 * Codes of images.
 *
 * @param name of the topic
 * @param sequence how codes become ids for a language model, or null for plain codes alone
 */
public record ImageCodesTopic(String name, @Nullable SequenceOptions sequence)
    implements ImageTopic<ImageCodes> {

  /** Its usual name. */
  public static final String USUAL_NAME = "image-codes";

  public ImageCodesTopic {
    TopicNames.require(name);
  }

  @Override
  public Class<ImageCodes> schema() {
    return ImageCodes.class;
  }

  @Override
  public ResultRecords<EncodedImage, ImageCodes> records(String modelId, ModelManifest manifest)
      throws StartRefusedException {
    return new Records(modelId, manifest, sequencer(modelId, manifest));
  }

  private Optional<CodeSequencer> sequencer(String modelId, ModelManifest manifest)
      throws StartRefusedException {
    if (sequence == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(sequence.sequencer(manifest.bits()));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("[%s] %s".formatted(modelId, e.getMessage()));
    }
  }

  private record Records(String modelId, ModelManifest manifest, Optional<CodeSequencer> sequencer)
      implements ResultRecords<EncodedImage, ImageCodes> {
    @Override
    public Optional<ImageCodes> of(RecordFacts facts, EncodedImage image) {
      return Optional.of(
          ImageCodes.newBuilder()
              .setImageId(facts.id())
              .setEventTime(facts.eventTime())
              .setGridHeight(manifest.gridHeight())
              .setGridWidth(manifest.gridWidth())
              .setBitsPerCode(manifest.bits())
              .setCodes(PrimitiveLists.ofInts(image.codes()))
              .setProvenance(facts.provenance(modelId))
              .setSequence(
                  sequencer.map(mapping -> CodeSequences.of(mapping, image.codes())).orElse(null))
              .build());
    }

    @Override
    public int codes(EncodedImage image) {
      return image.codes().length;
    }
  }
}
