// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays.FloatArray;
import org.apache.avro.generic.PrimitivesArrays.IntArray;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/** Reads generated records, arrays of int and float without boxing. Safe for several threads. */
final class RecordReader<T> extends SpecificDatumReader<T> {

  private static final Decoder NOTHING = new BoundedDecoder(new byte[0], 0);

  RecordReader(Schema writer, Schema reader, SpecificData model) {
    super(writer, reader, model);
  }

  @Override
  @SuppressWarnings("unchecked")
  public T read(T reuse, Decoder in) throws IOException {
    ResolvingDecoder resolver = getResolver(getSchema(), getExpected());
    try {
      resolver.configure(in);
      T record = (T) read(reuse, getExpected(), resolver);
      resolver.drain();
      return record;
    } finally {
      // Avro keeps the resolver for this thread, and with it whatever it last read from.
      resolver.configure(NOTHING);
    }
  }

  @Override
  protected Object readArray(Object old, Schema expected, ResolvingDecoder in) throws IOException {
    Schema item = expected.getElementType();
    if (item.getLogicalType() == null && item.getType() == Schema.Type.INT) {
      return readInts(expected, in);
    }
    if (item.getLogicalType() == null && item.getType() == Schema.Type.FLOAT) {
      return readFloats(expected, in);
    }
    return super.readArray(old, expected, in);
  }

  private static IntArray readInts(Schema schema, ResolvingDecoder in) throws IOException {
    long count = in.readArrayStart();
    IntArray values = new IntArray((int) count, schema);
    for (; count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        values.add(values.size(), in.readInt());
      }
    }
    return values;
  }

  private static FloatArray readFloats(Schema schema, ResolvingDecoder in) throws IOException {
    long count = in.readArrayStart();
    FloatArray values = new FloatArray((int) count, schema);
    for (; count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        values.add(values.size(), in.readFloat());
      }
    }
    return values;
  }
}
