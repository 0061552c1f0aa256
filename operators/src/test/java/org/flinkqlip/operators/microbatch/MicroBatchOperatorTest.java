// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributesBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.batching.Item;
import org.flinkqlip.operators.batching.Item.Behaviour;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class MicroBatchOperatorTest {
  private static final BatchLimits LIMITS =
      new BatchLimits(3, 100, Duration.ofMillis(50), 2, Duration.ofSeconds(5));

  private final ItemFunction function = new ItemFunction();
  private OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new MicroBatchOperatorFactory<>(function, LIMITS),
            TypeInformation.of(SourceRecord.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void fullBatchIsEmittedWithItsTimestamps() throws Exception {
    add(1, 2, 3);
    awaitOutput(3);

    assertThat(harness.getOutput())
        .containsExactly(record("ok 1", 1), record("ok 2", 2), record("ok 3", 3));
  }

  @Test
  void recordWithoutTimestampStaysWithout() throws Exception {
    add(1, 2);
    harness.processElement(new StreamRecord<>(ItemFunction.record(Item.good(3))));
    awaitOutput(3);

    assertThat(harness.getOutput())
        .last()
        .isEqualTo(new StreamRecord<>(ItemFunction.output("ok 3")));
  }

  @Test
  void lingeringBatchIsEmittedByItsTimer() throws Exception {
    harness.setProcessingTime(1000);
    add(1);
    harness.setProcessingTime(1049);
    assertThat(harness.getOutput()).isEmpty();

    harness.setProcessingTime(1050);
    awaitOutput(1);

    assertThat(harness.getOutput()).containsExactly(record("ok 1", 1));
  }

  @Test
  void idlenessOvertakesNeitherRecordsNorWatermarks() throws Exception {
    add(1);
    harness.processWatermark(5);
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    assertThat(harness.getOutput()).isEmpty();
    harness.prepareSnapshotPreBarrier(1);

    assertThat(harness.getOutput())
        .containsExactly(record("ok 1", 1), new Watermark(5), WatermarkStatus.IDLE);
  }

  @Test
  void attributesAndLatencyMarkersKeepTheirPlace() throws Exception {
    add(1);
    LatencyMarker marker = new LatencyMarker(1, new OperatorID(), 0);
    harness.getOneInputOperator().processLatencyMarker(marker);
    RecordAttributes attributes = new RecordAttributesBuilder(List.of()).setBacklog(true).build();
    harness.processRecordAttributes(attributes);
    add(2, 3);
    awaitOutput(5);

    assertThat(harness.getOutput())
        .containsExactly(
            record("ok 1", 1), marker, attributes, record("ok 2", 2), record("ok 3", 3));
  }

  @Test
  void everythingIsEmittedBeforeTheBarrierAndNoStateIsLeft() throws Exception {
    add(1, 2, 3, 4);
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = harness.snapshot(1, 1);

    assertThat(harness.getOutput()).hasSize(4);
    assertThat(state.hasState()).isFalse();
  }

  @Test
  void everythingIsEmittedAtTheEndOfTheInput() throws Exception {
    add(1, 2, 3, 4);
    harness.endInput();

    assertThat(harness.extractOutputValues())
        .extracting(OutboundRecord::topic)
        .containsExactly("ok 1", "ok 2", "ok 3", "ok 4");
  }

  @Test
  void failedRecordsKeepTheirPlaces() throws Exception {
    add(Behaviour.REJECTED, 1);
    add(Behaviour.POISON, 2);
    add(3);
    add(Behaviour.PASSED, 4);
    add(5);
    harness.endInput();

    assertThat(harness.extractOutputValues())
        .extracting(OutboundRecord::topic)
        .containsExactly("rejected 1", "failed 2", "ok 3", "passed 4", "ok 5");
  }

  @Test
  void brokenDeviceFailsTheTask() throws Exception {
    add(Behaviour.BREAKS_RUN, 1);

    assertThatThrownBy(harness::endInput)
        .hasRootCauseInstanceOf(StageFailedException.class)
        .hasRootCauseMessage("device lost at 1");
  }

  @Test
  void deviceThatHangsFailsTheTaskAndCloseEndsTheCall() throws Exception {
    add(1, 2);
    add(Behaviour.HANGS_IN_RUN, 3);
    assertThat(function.session().stage.hanging.await(10, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(
            () -> {
              for (int second = 1; second < 20; second++) {
                harness.setProcessingTime(second * 1000L);
              }
            })
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("No progress in 5000 ms");
    harness.close();

    assertThat(function.session().stage.terminated).isTrue();
    assertThat(function.session().closed).isTrue();
  }

  @Test
  void closingWhileWorkIsUnderWayEmitsNothing() throws Exception {
    add(Behaviour.HANGS_IN_PREPARE, 1);
    assertThat(function.session().stage.hanging.await(10, TimeUnit.SECONDS)).isTrue();
    harness.close();

    assertThat(function.session().stage.prepareInterrupted).isTrue();
    assertThat(harness.getOutput()).isEmpty();
  }

  private void add(int... ids) throws Exception {
    for (int id : ids) {
      harness.processElement(ItemFunction.record(Item.good(id)), id);
    }
  }

  private void add(Behaviour behaviour, int id) throws Exception {
    harness.processElement(ItemFunction.record(Item.of(id, behaviour)), id);
  }

  /** Runs mails until there is that much output. */
  private void awaitOutput(int size) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (harness.getOutput().size() < size) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Optional<Mail> mail = harness.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      if (mail.isPresent()) {
        mail.get().run();
      } else {
        Thread.onSpinWait();
      }
    }
    assertThat(harness.getOutput()).hasSize(size);
  }

  private static StreamRecord<OutboundRecord> record(String text, long timestamp) {
    return new StreamRecord<>(ItemFunction.output(text), timestamp);
  }
}
