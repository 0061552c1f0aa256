package org.flinkqlip.local.audit;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.local.audit.ResultRecord.Content;
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
    if (value instanceof ImageCodes codes) {
      return content(codes.getProvenance(), Optional.empty());
    }
    if (value instanceof ImageEmbedding embedding) {
      return content(embedding.getProvenance(), Optional.empty());
    }
    if (value instanceof CaptionEmbedding embedding) {
      return content(embedding.getProvenance(), Optional.empty());
    }
    if (value instanceof ReconstructedImage picture) {
      return content(picture.getProvenance(), Optional.empty());
    }
    if (value instanceof DeadLetter letter) {
      return content(letter.getProvenance(), Optional.of(letter.getCategory()));
    }
    throw new IllegalArgumentException("No result: " + value.getSchema().getFullName());
  }

  private static Content content(Provenance provenance, Optional<String> category) {
    return new Content(
        new Position(provenance.getPartition(), provenance.getOffset()),
        provenance.getModelId(),
        category);
  }
}
