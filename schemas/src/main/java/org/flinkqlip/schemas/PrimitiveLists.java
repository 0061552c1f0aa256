// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.PrimitivesArrays;

/**
 * Arrays as the lists that the records hold, and back, without boxing an item.
 *
 * <p>{@link ImageCodes#getCodes()} and {@link ImageEmbedding#getEmbedding()} are lists by Avro's
 * contract. The lists made here, and those of a decoded record, keep their items in one primitive
 * array, and the encoders of {@link org.flinkqlip.schemas.wire} write them item by item as
 * primitives. Any other list works too, only slower.
 */
public final class PrimitiveLists {

  private static final Schema INTS = Schema.createArray(Schema.create(Schema.Type.INT));
  private static final Schema FLOATS = Schema.createArray(Schema.create(Schema.Type.FLOAT));

  private PrimitiveLists() {}

  /** A list with a copy of {@code values}, for {@link ImageCodes#setCodes}. */
  public static List<Integer> ofInts(int... values) {
    PrimitivesArrays.IntArray list = new PrimitivesArrays.IntArray(values.length, INTS);
    for (int i = 0; i < values.length; i++) {
      list.add(i, values[i]);
    }
    return list;
  }

  /** A list with a copy of {@code values}, for {@link ImageEmbedding#setEmbedding}. */
  public static List<Float> ofFloats(float... values) {
    PrimitivesArrays.FloatArray list = new PrimitivesArrays.FloatArray(values.length, FLOATS);
    for (int i = 0; i < values.length; i++) {
      list.add(i, values[i]);
    }
    return list;
  }

  /** The items of {@code list} as a new array. */
  public static int[] toInts(List<Integer> list) {
    int[] values = new int[list.size()];
    if (list instanceof PrimitivesArrays.IntArray ints) {
      for (int i = 0; i < values.length; i++) {
        values[i] = ints.getInt(i);
      }
    } else {
      int i = 0;
      for (Integer value : list) {
        values[i++] = value;
      }
    }
    return values;
  }

  /** The items of {@code list} as a new array. */
  public static float[] toFloats(List<Float> list) {
    float[] values = new float[list.size()];
    if (list instanceof PrimitivesArrays.FloatArray floats) {
      for (int i = 0; i < values.length; i++) {
        values[i] = floats.getFloat(i);
      }
    } else {
      int i = 0;
      for (Float value : list) {
        values[i++] = value;
      }
    }
    return values;
  }
}
