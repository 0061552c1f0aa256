// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * What Avro needs to know about a generated class.
 *
 * @param name the record's simple name, for messages
 * @param schema the current schema
 * @param model instances and logical types of the class
 */
record RecordType(String name, Schema schema, SpecificData model) {

  static RecordType of(Class<? extends SpecificRecord> type) {
    SpecificData generated = SpecificData.getForClass(type);
    SpecificData model = new SpecificData(type.getClassLoader());
    generated.getConversions().forEach(model::addLogicalTypeConversion);
    Schema schema = generated.getSchema(type);
    return new RecordType(schema.getName(), schema, model);
  }
}
