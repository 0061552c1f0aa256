// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.testing;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.device.UnclosableAction;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/** Operators in Flink's harness. */
@SuppressWarnings("try") // harnesses may be interrupted while they close
public final class Streams {
  private Streams() {}

  /** Batches of four on the CPU. */
  public static OperatorOptions options(String model) {
    return new OperatorOptions(
        WireFormatOptions.singleObject(),
        "dead-letters",
        new BatchLimits(4, 1 << 24, Duration.ofMillis(20), 2, Duration.ofMinutes(1)),
        2,
        model,
        SessionOptions.cpu(1),
        UnclosableAction.FAIL,
        1 << 20);
  }

  public static OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness(
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        operator,
        TypeInformation.of(SourceRecord.class).createSerializer(new SerializerConfigImpl()));
  }

  /** What comes out before the barrier that follows the inputs. */
  public static List<OutboundRecord> run(
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator,
      List<SourceRecord> inputs)
      throws Exception {
    try (var harness = harness(operator)) {
      harness.open();
      for (SourceRecord input : inputs) {
        harness.processElement(input, input.timestamp());
      }
      harness.prepareSnapshotPreBarrier(1);
      return List.copyOf(harness.extractOutputValues());
    }
  }

  /** A collector that adds to a list. */
  public static Collector<OutboundRecord> into(List<OutboundRecord> out) {
    return new Collector<>() {
      @Override
      public void collect(OutboundRecord record) {
        out.add(record);
      }

      @Override
      public void close() {}
    };
  }
}
