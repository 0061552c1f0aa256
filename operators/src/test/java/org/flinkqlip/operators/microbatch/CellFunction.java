package org.flinkqlip.operators.microbatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.microbatch.MicroBatchOperatorTest.Cell;

/** Reads a cell late: when its batch is run. */
final class CellFunction implements MicroBatchFunction<Cell, Integer, Cell[], Integer, Integer> {
  private static final long serialVersionUID = 1L;

  @Override
  public MicroBatchSession<Cell, Integer, Cell[], Integer, Integer> open(
      RuntimeContext context, boolean restored) {
    return new Session();
  }

  private static final class Stage implements BatchStage<Cell, Integer, Cell[], Integer> {
    @Override
    public Cell[] newBuffer(int capacity) {
      return new Cell[capacity];
    }

    @Override
    public long sizeOf(Cell record) {
      return 1;
    }

    @Override
    public Integer prepare(Cell record, Cell[] buffer, int slot) {
      buffer[slot] = record;
      return slot;
    }

    @Override
    public void move(Cell[] buffer, int from, int to) {
      buffer[to] = buffer[from];
    }

    @Override
    public List<Integer> run(Cell[] buffer, int first, int count) {
      List<Integer> values = new ArrayList<>();
      for (int slot = first; slot < first + count; slot++) {
        values.add(buffer[slot].value);
      }
      return values;
    }
  }

  private static final class Session
      implements MicroBatchSession<Cell, Integer, Cell[], Integer, Integer> {
    private final Stage stage = new Stage();
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @Override
    public BatchStage<Cell, Integer, Cell[], Integer> stage() {
      return stage;
    }

    @Override
    public Executor preparers() {
      return threads;
    }

    @Override
    public Executor device() {
      return threads;
    }

    @Override
    public void route(Outcome<Cell, Integer, Integer> outcome, Collector<Integer> out)
        throws Exception {
      outcome.accept(
          new Outcome.Visitor<Cell, Integer, Integer>() {
            @Override
            public void succeeded(Integer prepared, Integer result) {
              out.collect(result);
            }

            @Override
            public void rejected(Cell record, Exception fault) throws Exception {
              throw fault;
            }

            @Override
            public void failed(Integer prepared, Exception fault) throws Exception {
              throw fault;
            }

            @Override
            public void passed(Cell record) {
              out.collect(record.value);
            }
          });
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
