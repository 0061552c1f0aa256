// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.flinkqlip.operators.record.SourceRecord;

/** A bounded source of given records. */
final class RecordedSource {

  private RecordedSource() {}

  static DataGeneratorSource<SourceRecord> of(List<SourceRecord> records) {
    return new DataGeneratorSource<>(
        new Replay(
            records.stream().map(SourceRecord::key).toArray(byte[][]::new),
            records.stream().map(SourceRecord::value).toArray(byte[][]::new),
            records.stream().mapToLong(SourceRecord::timestamp).toArray()),
        records.size(),
        TypeInformation.of(SourceRecord.class));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Replay(byte[][] keys, byte[][] values, long[] timestamps)
      implements GeneratorFunction<Long, SourceRecord> {

    @Override
    public SourceRecord map(Long index) {
      int i = Math.toIntExact(index);
      return new SourceRecord("images", 0, index, timestamps[i], keys[i], values[i]);
    }
  }
}
