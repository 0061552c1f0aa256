// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.io.network.api.CheckpointBarrier;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.OneInputStreamTask;
import org.apache.flink.streaming.runtime.tasks.StreamTaskMailboxTestHarness;
import org.apache.flink.streaming.runtime.tasks.StreamTaskMailboxTestHarnessBuilder;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.batching.Item;
import org.flinkqlip.operators.batching.Item.Behaviour;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.junit.jupiter.api.Test;

/** The operator in a real task: real barriers, real timers, real threads. */
@SuppressWarnings("try")
class MicroBatchTaskTest {
  private static final List<Behaviour> KINDS =
      List.of(Behaviour.GOOD, Behaviour.REJECTED, Behaviour.POISON, Behaviour.PASSED);

  private final ItemFunction function = new ItemFunction();

  @Test
  void recordsLeaveBeforeTheBarrierThatFollowsThem() throws Exception {
    try (StreamTaskMailboxTestHarness<OutboundRecord> task = task(Duration.ofMinutes(1))) {
      Random random = new Random(3);
      List<Object> expected = new ArrayList<>();
      int id = 0;
      for (int checkpoint = 1; checkpoint <= 20; checkpoint++) {
        int records = random.nextInt(40);
        for (int i = 0; i < records; i++, id++) {
          Item item = Item.of(id, KINDS.get(random.nextInt(KINDS.size())));
          expected.add(new StreamRecord<>(ItemFunction.output(item.expected()), id));
          task.processElement(new StreamRecord<>(ItemFunction.record(item), id));
        }
        if (random.nextBoolean()) {
          expected.add(new Watermark(id));
          task.processElement(new Watermark(id));
        }
        CheckpointBarrier barrier = barrier(checkpoint);
        expected.add(barrier);
        task.processEvent(barrier);
        task.processAll();
      }

      assertThat(task.getOutput()).containsExactlyElementsOf(expected);
      task.finishProcessing();
    }
    assertThat(function.session().closed).isTrue();
  }

  @Test
  void idlenessDoesNotSwallowTheWatermarkBeforeIt() throws Exception {
    try (StreamTaskMailboxTestHarness<OutboundRecord> task = task(Duration.ofMinutes(1))) {
      task.processElement(new StreamRecord<>(ItemFunction.record(Item.good(1)), 1));
      task.processElement(new Watermark(5));
      task.processElement(WatermarkStatus.IDLE);
      task.processEvent(barrier(1));

      assertThat(task.getOutput())
          .containsExactly(
              new StreamRecord<>(ItemFunction.output("ok 1"), 1),
              new Watermark(5),
              WatermarkStatus.IDLE,
              barrier(1));
      task.finishProcessing();
    }
  }

  @Test
  void lingerWorksWithRealTimers() throws Exception {
    try (StreamTaskMailboxTestHarness<OutboundRecord> task = task(Duration.ofMillis(5))) {
      task.processElement(new StreamRecord<>(ItemFunction.record(Item.good(1)), 1));
      task.processUntil(() -> !task.getOutput().isEmpty());

      assertThat(task.getOutput())
          .containsExactly(new StreamRecord<>(ItemFunction.output("ok 1"), 1));
      task.finishProcessing();
    }
  }

  @Test
  void endOfInputEmitsWhatLingers() throws Exception {
    try (StreamTaskMailboxTestHarness<OutboundRecord> task = task(Duration.ofMinutes(1))) {
      task.processElement(new StreamRecord<>(ItemFunction.record(Item.good(1)), 1));
      task.endInput();
      task.waitForTaskCompletion();

      assertThat(task.getOutput()).startsWith(new StreamRecord<>(ItemFunction.output("ok 1"), 1));
    }
  }

  @Test
  void brokenDeviceFailsTheTaskAtTheNextBarrier() throws Exception {
    try (StreamTaskMailboxTestHarness<OutboundRecord> task = task(Duration.ofMinutes(1))) {
      task.processElement(
          new StreamRecord<>(ItemFunction.record(Item.of(1, Behaviour.BREAKS_RUN)), 1));

      assertThatThrownBy(() -> task.processEvent(barrier(1)))
          .hasStackTraceContaining("device lost at 1");
    }
    assertThat(function.session().closed).isTrue();
  }

  @Test
  void cancellingEndsARunThatHangs() throws Exception {
    try (StreamTaskMailboxTestHarness<OutboundRecord> task = task(Duration.ofMillis(1))) {
      task.processElement(
          new StreamRecord<>(ItemFunction.record(Item.of(1, Behaviour.HANGS_IN_RUN)), 1));
      task.processUntil(() -> function.session().stage.hanging.getCount() == 0);
      task.cancel();
      task.getStreamTask().cleanUp(null);
    }
    assertThat(function.session().stage.terminated).isTrue();
    assertThat(function.session().closed).isTrue();
  }

  private StreamTaskMailboxTestHarness<OutboundRecord> task(Duration linger) throws Exception {
    BatchLimits limits = new BatchLimits(4, 100, linger, 2, Duration.ofSeconds(20));
    return new StreamTaskMailboxTestHarnessBuilder<>(
            OneInputStreamTask::new, TypeInformation.of(OutboundRecord.class))
        .addInput(TypeInformation.of(SourceRecord.class))
        .setCollectNetworkEvents()
        .setupOutputForSingletonOperatorChain(new MicroBatchOperatorFactory<>(function, limits))
        .build();
  }

  private static CheckpointBarrier barrier(long id) {
    return new CheckpointBarrier(id, id, CheckpointOptions.forCheckpointWithDefaultLocation());
  }
}
