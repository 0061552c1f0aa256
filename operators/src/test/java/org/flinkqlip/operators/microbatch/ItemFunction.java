// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.Item;
import org.flinkqlip.operators.batching.Item.Behaviour;
import org.flinkqlip.operators.batching.ItemStage;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * {@link ItemStage} with real threads, as a function that a test can look into. A record's value is
 * the item's behaviour, its offset the id; an output's topic is the outcome in words.
 */
final class ItemFunction implements MicroBatchFunction<Item[], Integer> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  /** An item as it is read from Kafka. */
  static SourceRecord record(Item item) {
    return new SourceRecord(
        "items", 0, item.id(), 0, null, item.behaviour().name().getBytes(UTF_8));
  }

  /** The output that says this. */
  static OutboundRecord output(String text) {
    return new OutboundRecord(text, null, null, 0, new InputPosition("items", 0, 0));
  }

  private static Item item(SourceRecord record) {
    return Item.of(
        Math.toIntExact(record.offset()), Behaviour.valueOf(new String(record.value(), UTF_8)));
  }

  @Override
  public MicroBatchSession<Item[], Integer> open(RuntimeContext context, boolean restored) {
    Session session = new Session();
    SESSIONS.put(id, session);
    return new MicroBatchSession<>(
        new RecordStage(session.stage),
        session.preparers,
        session.device,
        RecordGuard.none(),
        ItemFunction::route,
        () -> 0,
        session);
  }

  /** The session of this function's one subtask. */
  Session session() {
    return SESSIONS.get(id);
  }

  private static void route(
      Outcome<SourceRecord, RecordFacts, Integer> outcome, Collector<OutboundRecord> out)
      throws Exception {
    outcome.accept(
        new Outcome.Visitor<SourceRecord, RecordFacts, Integer>() {
          @Override
          public void succeeded(RecordFacts prepared, Integer result) throws Exception {
            collect(new Outcome.Succeeded<>(id(prepared), result));
          }

          @Override
          public void rejected(SourceRecord record, Exception fault) throws Exception {
            collect(new Outcome.Rejected<>(item(record), fault));
          }

          @Override
          public void failed(RecordFacts prepared, Exception fault) throws Exception {
            collect(new Outcome.Failed<>(id(prepared), fault));
          }

          @Override
          public void passed(SourceRecord record) throws Exception {
            collect(new Outcome.Passed<>(item(record)));
          }

          private Integer id(RecordFacts prepared) {
            return Math.toIntExact(prepared.origin().offset());
          }

          private void collect(Outcome<Item, Integer, Integer> itemOutcome) throws Exception {
            out.collect(output(ItemStage.text(itemOutcome)));
          }
        });
  }

  static final class Session implements AutoCloseable {
    final ItemStage stage = new ItemStage();
    private final ExecutorService preparers = Executors.newFixedThreadPool(4);
    private final ExecutorService device = Executors.newSingleThreadExecutor();
    volatile boolean closed;

    @Override
    public void close() {
      preparers.shutdownNow();
      device.shutdownNow();
      closed = true;
    }
  }

  /** The stage over records. */
  private record RecordStage(ItemStage items)
      implements BatchStage<SourceRecord, RecordFacts, Item[], Integer> {
    @Override
    public Item[] newBuffer(int capacity) {
      return items.newBuffer(capacity);
    }

    @Override
    public boolean passes(SourceRecord record) {
      return items.passes(item(record));
    }

    @Override
    public long sizeOf(SourceRecord record) {
      return items.sizeOf(item(record));
    }

    @Override
    public RecordFacts prepare(SourceRecord record, Item[] buffer, int slot) throws Exception {
      items.prepare(item(record), buffer, slot);
      return RecordFacts.of(record);
    }

    @Override
    public void move(Item[] buffer, int from, int to) {
      items.move(buffer, from, to);
    }

    @Override
    public List<Integer> run(Item[] buffer, int first, int count) throws Exception {
      return items.run(buffer, first, count);
    }

    @Override
    public void terminate() {
      items.terminate();
    }
  }
}
