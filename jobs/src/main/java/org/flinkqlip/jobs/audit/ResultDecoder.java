package org.flinkqlip.jobs.audit;

import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Values of the result topics to their records. */
final class ResultDecoder {

  private final RecordDeserializer<ImageCodes> codes;
  private final RecordDeserializer<ImageEmbedding> embeddings;
  private final RecordDeserializer<DeadLetter> deadLetters;

  ResultDecoder(WireFormat format) {
    codes = format.deserializer(ImageCodes.class);
    embeddings = format.deserializer(ImageEmbedding.class);
    deadLetters = format.deserializer(DeadLetter.class);
  }

  SpecificRecord decode(ResultTopic topic, byte[] value)
      throws MalformedRecordException, RegistryException {
    return switch (topic) {
      case CODES -> codes.deserialize(value);
      case EMBEDDINGS -> embeddings.deserialize(value);
      case DEAD_LETTERS -> deadLetters.deserialize(value);
    };
  }
}
