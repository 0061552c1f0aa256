package org.flinkqlip.operators.tokenize;

import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.bundle.ModelManifest;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;

/** Facts and results to the records of the output topics, all parts of a dead letter clipped. */
final class ResultRecords {
  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_URI = 2_048;
  private static final int MAX_ID = EventReader.MAX_ID_BYTES;

  private final String modelId;
  private final ModelManifest manifest;

  ResultRecords(ModelBundle bundle) {
    this(bundle.modelId(), bundle.manifest());
  }

  ResultRecords(String modelId, ModelManifest manifest) {
    this.modelId = modelId;
    this.manifest = manifest;
  }

  ImageCodes codes(ImageFacts facts, EncodedImage image) {
    return ImageCodes.newBuilder()
        .setImageId(facts.imageId())
        .setEventTime(facts.eventTime())
        .setGridHeight(manifest.gridHeight())
        .setGridWidth(manifest.gridWidth())
        .setBitsPerCode(manifest.bits())
        .setCodes(PrimitiveLists.ofInts(image.codes()))
        .setProvenance(provenance(facts))
        .build();
  }

  ImageEmbedding embedding(ImageFacts facts, EncodedImage image) {
    return ImageEmbedding.newBuilder()
        .setImageId(facts.imageId())
        .setEventTime(facts.eventTime())
        .setEmbedding(PrimitiveLists.ofFloats(image.embedding()))
        .setUri(facts.uri())
        .setAttributes(facts.attributes())
        .setProvenance(provenance(facts))
        .build();
  }

  DeadLetter deadLetter(ImageFacts facts, DeadLetterCategory category, String message) {
    return DeadLetter.newBuilder()
        .setImageId(clip(facts.imageId(), MAX_ID))
        .setStage(category.stage().label())
        .setCategory(category.name())
        .setMessage(clip("[" + facts.item() + "] " + message, MAX_MESSAGE))
        .setUri(clip(facts.uri(), MAX_URI))
        .setRecordSize(facts.origin().recordSize())
        .setContentSize(facts.contentSize())
        .setEventTime(facts.eventTime())
        .setProvenance(provenance(facts))
        .build();
  }

  private Provenance provenance(ImageFacts facts) {
    Origin origin = facts.origin();
    return Provenance.newBuilder()
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setContentSha256(facts.contentSha256())
        .setModelId(modelId)
        .build();
  }

  /** At most {@code length} chars, without half a surrogate pair at the end. */
  static String clip(String text, int length) {
    if (text == null || text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
    return text.substring(0, end) + "…";
  }
}
