package org.flinkqlip.operators.tokenize;

import static org.flinkqlip.operators.tokenize.DeadLetterCategory.ENCODE_FAILED;
import static org.flinkqlip.operators.tokenize.DeadLetterCategory.ENCODE_NOT_FINITE;
import static org.flinkqlip.operators.tokenize.DeadLetterCategory.INTERNAL_ERROR;
import static org.flinkqlip.operators.tokenize.DeadLetterCategory.KEY_INVALID;
import static org.flinkqlip.operators.tokenize.DeadLetterCategory.RESULT_TOO_LARGE;

import java.nio.charset.StandardCharsets;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.metrics.TokenizerMetrics;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.wire.RecordEncoder;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each outcome to its topics: codes and embedding, or a dead letter, or tombstones. All records of
 * an image have its id as the key and the input's timestamp.
 */
final class ResultRouter implements Outcome.Visitor<SourceRecord, ImageFacts, EncodedImage> {
  private static final Logger LOG = LoggerFactory.getLogger(ResultRouter.class);

  private final ResultRecords records;
  private final OutputTopics topics;
  private final int maxRecordBytes;
  private final RecordEncoder<ImageCodes> codesEncoder;
  private final RecordEncoder<ImageEmbedding> embeddingEncoder;
  private final RecordEncoder<DeadLetter> deadLetterEncoder;
  private final TokenizerMetrics metrics;
  private Collector<OutboundRecord> out;

  ResultRouter(
      ResultRecords records,
      OutputTopics topics,
      int maxRecordBytes,
      WireFormat wireFormat,
      TokenizerMetrics metrics) {
    this.records = records;
    this.topics = topics;
    this.maxRecordBytes = maxRecordBytes;
    this.codesEncoder = wireFormat.encoder(ImageCodes.class, topics.codes());
    this.embeddingEncoder = wireFormat.encoder(ImageEmbedding.class, topics.embeddings());
    this.deadLetterEncoder = wireFormat.encoder(DeadLetter.class, topics.deadLetters());
    this.metrics = metrics;
  }

  void route(
      Outcome<SourceRecord, ImageFacts, EncodedImage> outcome, Collector<OutboundRecord> collector)
      throws Exception {
    out = collector;
    outcome.accept(this);
  }

  @Override
  public void succeeded(ImageFacts facts, EncodedImage image) throws RegistryException {
    if (!image.isFinite()) {
      deadLetter(
          facts,
          ENCODE_NOT_FINITE,
          "the embedding is not finite: use a bundle of a higher precision for such images");
      return;
    }
    byte[] key = facts.imageId().getBytes(StandardCharsets.UTF_8);
    byte[] codes = codesEncoder.encode(records.codes(facts, image));
    byte[] embedding = embeddingEncoder.encode(records.embedding(facts, image));
    int largest = key.length + Math.max(codes.length, embedding.length);
    if (largest > maxRecordBytes) {
      deadLetter(
          facts,
          RESULT_TOO_LARGE,
          "the result has %d bytes and %d attributes, the limit is %d bytes: send fewer attributes, or raise the limit here, in the producer and in the topics"
              .formatted(largest, facts.attributes().size(), maxRecordBytes));
      return;
    }
    long timestamp = facts.origin().timestamp();
    out.collect(new OutboundRecord(topics.codes(), key, codes, timestamp));
    out.collect(new OutboundRecord(topics.embeddings(), key, embedding, timestamp));
    metrics.tokenized(image.codes().length);
  }

  @Override
  public void rejected(SourceRecord source, Exception fault) throws RegistryException {
    if (fault instanceof PreparationFailedException preparation) {
      deadLetter(preparation.facts(), preparation.failure());
    } else {
      deadLetter(ImageFacts.of(source), fault);
    }
  }

  @Override
  public void failed(ImageFacts facts, Exception fault) throws RegistryException {
    deadLetter(facts, ENCODE_FAILED, messageOf(fault));
  }

  @Override
  public void passed(SourceRecord tombstone) throws RegistryException {
    byte[] key = tombstone.key();
    if (key == null || key.length == 0 || key.length > EventReader.MAX_ID_BYTES) {
      deadLetter(
          ImageFacts.of(tombstone),
          KEY_INVALID,
          "a tombstone needs the imageId of 1 to %d bytes as its key, this one has %s"
              .formatted(EventReader.MAX_ID_BYTES, key == null ? "none" : key.length + " bytes"));
      return;
    }
    out.collect(new OutboundRecord(topics.codes(), key, null, tombstone.timestamp()));
    out.collect(new OutboundRecord(topics.embeddings(), key, null, tombstone.timestamp()));
    metrics.tombstone();
  }

  private void deadLetter(ImageFacts facts, Exception fault) throws RegistryException {
    DeadLetterCategory category = FailureClassifier.classify(fault).orElse(INTERNAL_ERROR);
    deadLetter(facts, category, messageOf(fault));
  }

  private static String messageOf(Exception fault) {
    return fault.getMessage() == null ? fault.toString() : fault.getMessage();
  }

  private void deadLetter(ImageFacts facts, DeadLetterCategory category, String message)
      throws RegistryException {
    DeadLetter letter = records.deadLetter(facts, category, message);
    out.collect(
        new OutboundRecord(
            topics.deadLetters(),
            facts.deadLetterKey(),
            deadLetterEncoder.encode(letter),
            facts.origin().timestamp()));
    if (metrics.deadLettered(category.name()) == 1) {
      LOG.warn(
          "Dead letter, {}: {} (further ones of this category are counted and logged at DEBUG)",
          category,
          letter.getMessage());
    } else {
      LOG.debug("Dead letter, {}: {}", category, letter.getMessage());
    }
  }
}
