package org.flinkqlip.operators.microbatch;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.Item;
import org.flinkqlip.operators.batching.ItemStage;
import org.flinkqlip.operators.batching.Outcome;

/** {@link ItemStage} with real threads, as a function that a test can look into. */
final class ItemFunction implements MicroBatchFunction<Item, Integer, Item[], Integer, String> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  @Override
  public Session open(RuntimeContext context, boolean restored) {
    Session session = new Session();
    SESSIONS.put(id, session);
    return session;
  }

  @Override
  public boolean inputIsImmutable() {
    return true;
  }

  /** The session of this function's one subtask. */
  Session session() {
    return SESSIONS.get(id);
  }

  static final class Session implements MicroBatchSession<Item, Integer, Item[], Integer, String> {
    final ItemStage stage = new ItemStage();
    private final ExecutorService preparers = Executors.newFixedThreadPool(4);
    private final ExecutorService device = Executors.newSingleThreadExecutor();
    volatile boolean closed;

    @Override
    public BatchStage<Item, Integer, Item[], Integer> stage() {
      return stage;
    }

    @Override
    public Executor preparers() {
      return preparers;
    }

    @Override
    public Executor device() {
      return device;
    }

    @Override
    public void route(Outcome<Item, Integer, Integer> outcome, Collector<String> out)
        throws Exception {
      out.collect(ItemStage.text(outcome));
    }

    @Override
    public void close() {
      preparers.shutdownNow();
      device.shutdownNow();
      closed = true;
    }
  }
}
