// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/** Broken records in one batch, prepared by several threads at once. */
@SuppressWarnings("try") // harnesses may be interrupted while they close
public final class Together {
  /** Room for many records, of which none leaves before the barrier. */
  public static final BatchLimits LIMITS =
      new BatchLimits(64, 1 << 26, Duration.ofSeconds(20), 2, Duration.ofMinutes(1));

  /** As many are prepared at once. */
  public static final int THREADS = 8;

  private static final int MANY = 500;

  private final OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness;
  private final String deadLetters;
  private final WireFormat wire = WireFormatOptions.singleObject().open();
  private long offset = 1_000_000;

  /** What it gives records to, and the topic of its dead letters. */
  public Together(
      OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness, String deadLetters) {
    this.harness = harness;
    this.deadLetters = deadLetters;
  }

  /** All pairs, and many in random order, between sound ones: each ends as it does alone. */
  public void endAsAlone(byte[] sound, List<byte[]> broken) throws Exception {
    List<List<String>> alone = new ArrayList<>();
    for (byte[] value : broken) {
      List<String> ending = endings(List.of(value)).get(0);
      assertThat(ending).hasSize(1).noneMatch(deadLetters::equals);
      assertThat(ending.get(0)).isNotEqualTo("INTERNAL_ERROR");
      alone.add(ending);
    }
    List<String> good = endings(List.of(sound)).get(0);

    for (int i = 0; i < broken.size(); i++) {
      for (int k = 0; k < broken.size(); k++) {
        assertThat(endings(List.of(sound, broken.get(i), broken.get(k), sound)))
            .as("%d and %d", i, k)
            .containsExactly(good, alone.get(i), alone.get(k), good);
        assertThat(endings(List.of(broken.get(i), broken.get(k))))
            .as("%d and %d", i, k)
            .containsExactly(alone.get(i), alone.get(k));
      }
    }

    Random random = new Random(11);
    List<byte[]> many = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      int which = random.nextInt(broken.size() + 1);
      many.add(which == broken.size() ? sound : broken.get(which));
      expected.add(which == broken.size() ? good : alone.get(which));
    }
    assertThat(endings(many)).containsExactlyElementsOf(expected);
    Collections.reverse(many);
    Collections.reverse(expected);
    assertThat(endings(many)).containsExactlyElementsOf(expected);
  }

  /** For each record, in order, the category of its dead letter or the topics of its results. */
  List<List<String>> endings(List<byte[]> values) throws Exception {
    harness.getOutput().clear();
    long first = offset;
    for (byte[] value : values) {
      // The time tells which record an output belongs to.
      harness.processElement(new SourceRecord("in", 0, offset, offset, null, value), offset);
      offset++;
    }
    harness.prepareSnapshotPreBarrier(1);
    Map<Long, List<String>> endings = new LinkedHashMap<>();
    RecordDeserializer<DeadLetter> deserializer = wire.deserializer(DeadLetter.class);
    for (var record : harness.extractOutputStreamRecords()) {
      OutboundRecord output = record.getValue();
      String ending =
          output.topic().equals(deadLetters)
              ? deserializer.deserialize(output.value()).getCategory()
              : output.topic();
      endings.computeIfAbsent(record.getTimestamp(), time -> new ArrayList<>()).add(ending);
    }
    assertThat(endings.keySet())
        .as("every record has an outcome, in order")
        .containsExactlyElementsOf(
            java.util.stream.LongStream.range(first, offset).boxed().toList());
    return List.copyOf(endings.values());
  }
}
