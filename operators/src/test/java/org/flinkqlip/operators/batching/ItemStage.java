// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.flinkqlip.operators.batching.Item.Behaviour;

/**
 * A stage over {@link Item}s. Results are read from the buffer alone, so a result can only be right
 * if slots were neither mixed up nor overwritten; it checks the engine's side of the contract.
 */
public final class ItemStage implements BatchStage<Item, Integer, Item[], Integer> {
  public final AtomicInteger buffers = new AtomicInteger();
  public final List<Integer> runSizes = new ArrayList<>();
  public final CountDownLatch hanging = new CountDownLatch(1);
  public Runnable whenMoving = () -> {};
  public volatile boolean prepareInterrupted;
  public volatile boolean terminated;
  private final CountDownLatch termination = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();

  /** An outcome in words. */
  public static String text(Outcome<Item, Integer, Integer> outcome) throws Exception {
    StringBuilder text = new StringBuilder();
    outcome.accept(
        new Outcome.Visitor<Item, Integer, Integer>() {
          @Override
          public void succeeded(Integer prepared, Integer result) {
            text.append("ok ").append(prepared);
            if (!prepared.equals(result)) {
              text.append(" with the result of ").append(result);
            }
          }

          @Override
          public void rejected(Item record, Exception fault) {
            text.append("rejected ").append(record.id());
          }

          @Override
          public void failed(Integer prepared, Exception fault) {
            text.append("failed ").append(prepared);
          }

          @Override
          public void passed(Item record) {
            text.append("passed ").append(record.id());
          }
        });
    return text.toString();
  }

  @Override
  public Item[] newBuffer(int capacity) {
    buffers.incrementAndGet();
    return new Item[capacity];
  }

  @Override
  public boolean passes(Item record) {
    return record.behaviour() == Behaviour.PASSED;
  }

  @Override
  public long sizeOf(Item record) {
    return record.size();
  }

  @Override
  public Integer prepare(Item record, Item[] buffer, int slot) throws Exception {
    switch (record.behaviour()) {
      case REJECTED -> {
        buffer[slot] = null;
        throw new IllegalArgumentException("refused " + record.id());
      }
      case BREAKS_PREPARE -> throw new StageFailedException("service gone at " + record.id());
      case HANGS_IN_PREPARE -> hang();
      case GOOD, POISON, PASSED, BREAKS_RUN, HANGS_IN_RUN -> {}
    }
    buffer[slot] = record;
    return record.id();
  }

  private void hang() throws InterruptedException {
    hanging.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      prepareInterrupted = true;
      throw e;
    }
  }

  @Override
  public void move(Item[] buffer, int from, int to) {
    whenMoving.run();
    buffer[to] = buffer[from];
  }

  @Override
  public List<Integer> run(Item[] buffer, int first, int count) throws Exception {
    if (running.incrementAndGet() != 1) {
      throw new StageFailedException("two runs at once");
    }
    try {
      runSizes.add(count);
      List<Integer> results = new ArrayList<>();
      for (int slot = first; slot < first + count; slot++) {
        Item item = buffer[slot];
        switch (item.behaviour()) {
          case POISON -> throw new IllegalStateException("poisoned by " + item.id());
          case BREAKS_RUN -> throw new StageFailedException("device lost at " + item.id());
          case HANGS_IN_RUN -> {
            hanging.countDown();
            termination.await();
            throw new IllegalStateException("terminated");
          }
          case GOOD, REJECTED, PASSED, BREAKS_PREPARE, HANGS_IN_PREPARE -> results.add(item.id());
        }
      }
      return results;
    } finally {
      running.decrementAndGet();
    }
  }

  @Override
  public void terminate() {
    terminated = true;
    termination.countDown();
  }
}
