// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.operators.batching.Item.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicroBatchEngineThreadsTest {
  private final ThreadedHost host = new ThreadedHost();
  private final ItemStage stage = new ItemStage();
  private final ExecutorService pool = Executors.newFixedThreadPool(8);
  private final ExecutorService device = Executors.newSingleThreadExecutor();
  private final List<String> emitted = new ArrayList<>();

  @AfterEach
  void stop() {
    host.close();
    pool.shutdownNow();
    device.shutdownNow();
  }

  @Test
  void twoHundredThousandRecordsOfEveryKindKeepTheirOrderUnderRealThreads() throws Exception {
    MicroBatchEngine<Item, Integer, Item[], Integer> engine = engine(Duration.ofSeconds(30));
    Random random = new Random(7);
    List<String> expected = new ArrayList<>();
    for (int id = 0; id < 200_000; id++) {
      int dice = random.nextInt(1000);
      if (dice < 5) {
        String control = "control " + id;
        expected.add(control);
        engine.addControl(() -> emitted.add(control));
      }
      if (dice == 7) {
        engine.drain();
        assertThat(emitted).hasSameSizeAs(expected);
      }
      Item item =
          Item.of(
              id,
              dice < 40
                  ? Behaviour.REJECTED
                  : dice < 45 ? Behaviour.POISON : dice < 60 ? Behaviour.PASSED : Behaviour.GOOD);
      expected.add(item.expected());
      engine.add(item, id);
      host.runMails();
    }
    engine.drain();

    assertThat(emitted).isEqualTo(expected);
    assertThat(engine.close(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void hangingRunIsFoundWhileTheOwnerYieldsAndEndsAtClosing() throws Exception {
    MicroBatchEngine<Item, Integer, Item[], Integer> engine =
        engine(Duration.ofMillis(200), Duration.ofMinutes(1));
    engine.add(Item.of(1, Behaviour.HANGS_IN_RUN), 0);
    engine.add(Item.good(2), 0);

    assertThatThrownBy(engine::drain)
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("No progress in 200 ms");
    assertThat(engine.close(Duration.ofSeconds(10))).isTrue();
    assertThat(emitted).as("the record is not at fault").isEmpty();
    assertThat(stage.runSizes).as("and the batch is not split").containsExactly(2);
  }

  @Test
  void closingInterruptsAPreparationThatHangs() throws Exception {
    MicroBatchEngine<Item, Integer, Item[], Integer> engine = engine(Duration.ofSeconds(30));
    engine.add(Item.of(1, Behaviour.HANGS_IN_PREPARE), 0);
    assertThat(stage.hanging.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(engine.close(Duration.ofSeconds(10))).isTrue();

    assertThat(stage.prepareInterrupted).isTrue();
  }

  @Test
  void closingGivesUpOnACallThatDoesNotEnd() throws Exception {
    MicroBatchEngine<Item, Integer, Item[], Integer> engine =
        new MicroBatchEngine<>(
            new DeafStage(stage),
            limits(Duration.ofSeconds(30), Duration.ofMillis(1)),
            pool,
            device,
            host,
            (outcome, timestamp) -> emitted.add(ItemStage.text(outcome)),
            BatchObserver.NONE);
    engine.add(Item.of(1, Behaviour.HANGS_IN_RUN), 0);
    for (int id = 2; id <= 32; id++) {
      engine.add(Item.good(id), 0);
    }
    assertThat(stage.hanging.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(engine.close(Duration.ofMillis(50))).isFalse();
    stage.terminate();
    assertThat(engine.close(Duration.ofSeconds(10))).isTrue();
  }

  private MicroBatchEngine<Item, Integer, Item[], Integer> engine(Duration stallTimeout) {
    return engine(stallTimeout, Duration.ofMillis(1));
  }

  private MicroBatchEngine<Item, Integer, Item[], Integer> engine(
      Duration stallTimeout, Duration linger) {
    return new MicroBatchEngine<>(
        stage,
        limits(stallTimeout, linger),
        pool,
        device,
        host,
        (outcome, timestamp) -> emitted.add(ItemStage.text(outcome)),
        BatchObserver.NONE);
  }

  private static BatchLimits limits(Duration stallTimeout, Duration linger) {
    return new BatchLimits(32, 1 << 20, linger, 2, stallTimeout);
  }

  /** Cannot be told to end. */
  private record DeafStage(ItemStage inner) implements BatchStage<Item, Integer, Item[], Integer> {
    @Override
    public Item[] newBuffer(int capacity) {
      return inner.newBuffer(capacity);
    }

    @Override
    public long sizeOf(Item record) {
      return inner.sizeOf(record);
    }

    @Override
    public Integer prepare(Item record, Item[] buffer, int slot) throws Exception {
      return inner.prepare(record, buffer, slot);
    }

    @Override
    public void move(Item[] buffer, int from, int to) {
      inner.move(buffer, from, to);
    }

    @Override
    public List<Integer> run(Item[] buffer, int first, int count) throws Exception {
      return inner.run(buffer, first, count);
    }
  }
}
