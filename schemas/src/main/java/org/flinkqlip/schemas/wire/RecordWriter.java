// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays.FloatArray;
import org.apache.avro.generic.PrimitivesArrays.IntArray;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;

/** Writes generated records, arrays of int and float without boxing. Safe for several threads. */
final class RecordWriter<T> extends SpecificDatumWriter<T> {

  RecordWriter(Schema schema, SpecificData model) {
    super(schema, model);
  }

  @Override
  protected void writeArray(Schema schema, Object datum, Encoder out) throws IOException {
    Schema.Type item = schema.getElementType().getType();
    if (datum instanceof IntArray ints && item == Schema.Type.INT) {
      out.writeArrayStart();
      out.setItemCount(ints.size());
      for (int i = 0; i < ints.size(); i++) {
        out.startItem();
        out.writeInt(ints.getInt(i));
      }
      out.writeArrayEnd();
    } else if (datum instanceof FloatArray floats && item == Schema.Type.FLOAT) {
      out.writeArrayStart();
      out.setItemCount(floats.size());
      for (int i = 0; i < floats.size(); i++) {
        out.startItem();
        out.writeFloat(floats.getFloat(i));
      }
      out.writeArrayEnd();
    } else {
      super.writeArray(schema, datum, out);
    }
  }
}
