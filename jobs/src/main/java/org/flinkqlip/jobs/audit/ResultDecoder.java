package org.flinkqlip.jobs.audit;

import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDecoder;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Values of the result topics to their records. */
final class ResultDecoder {

  private final RecordDecoder<ImageCodes> codes;
  private final RecordDecoder<ImageEmbedding> embeddings;
  private final RecordDecoder<DeadLetter> deadLetters;

  ResultDecoder(WireFormat format) {
    codes = format.decoder(ImageCodes.class);
    embeddings = format.decoder(ImageEmbedding.class);
    deadLetters = format.decoder(DeadLetter.class);
  }

  SpecificRecord decode(ResultTopic topic, byte[] value)
      throws MalformedRecordException, RegistryException {
    return switch (topic) {
      case CODES -> codes.decode(value);
      case EMBEDDINGS -> embeddings.decode(value);
      case DEAD_LETTERS -> deadLetters.decode(value);
    };
  }
}
