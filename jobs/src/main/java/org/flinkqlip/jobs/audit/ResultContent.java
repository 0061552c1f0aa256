package org.flinkqlip.jobs.audit;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.ReconstructedImage;

/** The audit's view of the records that a job writes. */
final class ResultContent {

  private ResultContent() {}

  static Content of(SpecificRecord value) {
    Provenance provenance = provenance(value);
    return new Content(
        new Position(provenance.getPartition(), provenance.getOffset()),
        provenance.getModelId(),
        value instanceof DeadLetter letter ? Optional.of(letter.getCategory()) : Optional.empty());
  }

  /** Where a result comes from. */
  static Provenance provenance(SpecificRecord value) {
    if (value instanceof ImageCodes codes) {
      return codes.getProvenance();
    }
    if (value instanceof ImageEmbedding embedding) {
      return embedding.getProvenance();
    }
    if (value instanceof CaptionEmbedding embedding) {
      return embedding.getProvenance();
    }
    if (value instanceof ReconstructedImage picture) {
      return picture.getProvenance();
    }
    if (value instanceof DeadLetter letter) {
      return letter.getProvenance();
    }
    throw new IllegalArgumentException("No result: " + value.getSchema().getFullName());
  }
}
