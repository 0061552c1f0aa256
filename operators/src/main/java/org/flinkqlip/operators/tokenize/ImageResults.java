package org.flinkqlip.operators.tokenize;

import java.util.List;
import org.flinkqlip.model.bundle.ModelManifest;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.EmbeddingRule;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.wire.RecordEncoder;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** What the model makes of an image, as records: codes and embedding. */
final class ImageResults implements ResultFormat<EncodedImage> {
  private final OutputTopics topics;
  private final String modelId;
  private final ModelManifest manifest;
  private final RecordEncoder<ImageCodes> codesEncoder;
  private final RecordEncoder<ImageEmbedding> embeddingEncoder;

  ImageResults(OutputTopics topics, String modelId, ModelManifest manifest, WireFormat wireFormat) {
    this.topics = topics;
    this.modelId = modelId;
    this.manifest = manifest;
    this.codesEncoder = wireFormat.encoder(ImageCodes.class, topics.codes());
    this.embeddingEncoder = wireFormat.encoder(ImageEmbedding.class, topics.embeddings());
  }

  @Override
  public List<String> topics() {
    return topics.all();
  }

  @Override
  public DeadLetterCategory runFailure() {
    return DeadLetterCategory.ENCODE_FAILED;
  }

  @Override
  public List<Payload> payloads(RecordFacts facts, EncodedImage image)
      throws RecordRuleException, RegistryException {
    EmbeddingRule.check(image.embedding(), DeadLetterCategory.ENCODE_NOT_FINITE);
    return List.of(
        new Payload(topics.codes(), codesEncoder.encode(codes(facts, image))),
        new Payload(topics.embeddings(), embeddingEncoder.encode(embedding(facts, image))));
  }

  @Override
  public int codes(EncodedImage image) {
    return image.codes().length;
  }

  private ImageCodes codes(RecordFacts facts, EncodedImage image) {
    return ImageCodes.newBuilder()
        .setImageId(facts.id())
        .setEventTime(facts.eventTime())
        .setGridHeight(manifest.gridHeight())
        .setGridWidth(manifest.gridWidth())
        .setBitsPerCode(manifest.bits())
        .setCodes(PrimitiveLists.ofInts(image.codes()))
        .setProvenance(facts.provenance(modelId))
        .build();
  }

  private ImageEmbedding embedding(RecordFacts facts, EncodedImage image) {
    return ImageEmbedding.newBuilder()
        .setImageId(facts.id())
        .setEventTime(facts.eventTime())
        .setEmbedding(PrimitiveLists.ofFloats(image.embedding()))
        .setUri(facts.uri())
        .setAttributes(facts.attributes())
        .setProvenance(facts.provenance(modelId))
        .build();
  }
}
