package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.operators.embed.CaptionResults;
import org.flinkqlip.operators.embed.EmbeddedText;
import org.flinkqlip.operators.outcome.ContentDigest;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.EmbeddingRule;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.operators.sequence.CodeSequences;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * What the model makes of an image, as records: codes, embedding and, if wanted, features and the
 * embedding of its caption.
 */
final class ImageResults implements ResultFormat<EncodedImage> {
  /** What the export takes features from. */
  private static final String LAYER = "hidden_states[-2]";

  private final OutputTopics topics;
  private final String modelId;
  private final ModelManifest manifest;
  private final Optional<CodeSequencer> sequencer;
  private final FeatureType featureType;
  private final Optional<CaptionResults> captions;
  private final RecordSerializer<ImageCodes> codesSerializer;
  private final RecordSerializer<ImageEmbedding> embeddingSerializer;
  private final Optional<RecordSerializer<ImageFeatures>> featuresSerializer;

  ImageResults(
      OutputTopics topics,
      String modelId,
      ModelManifest manifest,
      Optional<CodeSequencer> sequencer,
      FeatureType featureType,
      Optional<CaptionResults> captions,
      WireFormat wireFormat) {
    this.topics = topics;
    this.modelId = modelId;
    this.manifest = manifest;
    this.sequencer = sequencer;
    this.featureType = featureType;
    this.captions = captions;
    this.codesSerializer = wireFormat.serializer(ImageCodes.class, topics.codes());
    this.embeddingSerializer = wireFormat.serializer(ImageEmbedding.class, topics.embeddings());
    this.featuresSerializer =
        Optional.ofNullable(topics.features())
            .map(topic -> wireFormat.serializer(ImageFeatures.class, topic));
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
    List<Payload> payloads = new ArrayList<>();
    payloads.add(new Payload(topics.codes(), codesSerializer.serialize(codes(facts, image))));
    payloads.add(
        new Payload(topics.embeddings(), embeddingSerializer.serialize(embedding(facts, image))));
    if (featuresSerializer.isPresent()) {
      payloads.add(
          new Payload(
              topics.features(), featuresSerializer.get().serialize(features(facts, image))));
    }
    if (captions.isPresent()) {
      payloads.addAll(captionPayloads(facts, image.caption()));
    }
    return payloads;
  }

  /** An image without a caption forgets the one of the image that it may have replaced. */
  private List<Payload> captionPayloads(RecordFacts facts, EmbeddedText caption)
      throws RecordRuleException, RegistryException {
    if (caption == null) {
      return List.of(new Payload(topics.captionEmbeddings(), null));
    }
    byte[] text = caption.text().getBytes(UTF_8);
    return captions
        .orElseThrow()
        .payloads(facts.withContent(ContentDigest.sha256(text), (long) text.length), caption);
  }

  @Override
  public String howToShrink(RecordFacts facts) {
    String attributes = ResultFormat.super.howToShrink(facts);
    return featuresSerializer.isPresent() && featureType == FeatureType.FLOAT32
        ? attributes + ", write features as float16"
        : attributes;
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
        .setSequence(
            sequencer.map(mapping -> CodeSequences.of(mapping, image.codes())).orElse(null))
        .build();
  }

  private ImageFeatures features(RecordFacts facts, EncodedImage image) throws RecordRuleException {
    if (!featureType.holds(image.features())) {
      throw new RecordRuleException(
          DeadLetterCategory.ENCODE_NOT_FINITE,
          "the features are not finite in %s: write them as float32, or use a bundle of a higher precision"
              .formatted(featureType.label()));
    }
    return ImageFeatures.newBuilder()
        .setImageId(facts.id())
        .setEventTime(facts.eventTime())
        .setShape(
            PrimitiveLists.ofInts(manifest.tokens(), image.features().length / manifest.tokens()))
        .setDtype(featureType.label())
        .setLayer(LAYER)
        .setData(featureType.write(image.features()))
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
