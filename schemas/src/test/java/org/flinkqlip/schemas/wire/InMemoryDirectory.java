// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry without a network. The first schema it hears of gets {@link #FIRST_ID}. */
final class InMemoryDirectory implements SchemaDirectory {

  /** Differs in each byte of a header that could be swapped. */
  static final int FIRST_ID = 0x01020304;

  private final List<Schema> schemas = new ArrayList<>();

  @Override
  public synchronized Schema schema(long id) throws MalformedRecordException {
    int index = (int) (id - FIRST_ID);
    if (index < 0 || index >= schemas.size()) {
      throw new MalformedRecordException(WireFault.UNKNOWN_SCHEMA, "schema id " + id);
    }
    return schemas.get(index);
  }

  @Override
  public synchronized long id(String topic, Schema schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return (long) FIRST_ID + schemas.indexOf(schema);
  }
}
