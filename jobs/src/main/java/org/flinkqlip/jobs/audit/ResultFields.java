// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.schemas.Provenance;

/** The fields that results of every job have, by their names. */
final class ResultFields {
  private static final String PROVENANCE = "provenance";
  private static final String CATEGORY = "category";

  private ResultFields() {}

  /** The audit's view of a result, or of a dead letter. */
  static Content content(SpecificRecord value, boolean deadLetter) {
    Provenance provenance = provenance(value);
    return new Content(
        new Position(provenance.getPartition(), provenance.getOffset()),
        provenance.getModelId(),
        deadLetter ? Optional.of(field(value, CATEGORY).toString()) : Optional.empty(),
        Optional.ofNullable(provenance.getContentSha256()));
  }

  /** Where a result comes from. */
  static Provenance provenance(SpecificRecord value) {
    return (Provenance) field(value, PROVENANCE);
  }

  private static Object field(SpecificRecord value, String name) {
    Schema.Field field = value.getSchema().getField(name);
    if (field == null) {
      throw new IllegalArgumentException(
          "%s is no result: it has no field %s".formatted(value.getSchema().getFullName(), name));
    }
    return value.get(field.pos());
  }
}
