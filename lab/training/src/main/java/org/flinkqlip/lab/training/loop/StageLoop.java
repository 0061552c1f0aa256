// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.lab.training.config.OptimizerSection;
import org.flinkqlip.lab.training.optim.AdamW;
import org.flinkqlip.lab.training.optim.Betas;
import org.flinkqlip.lab.training.optim.GradientNorm;
import org.flinkqlip.lab.training.optim.Lamb;
import org.flinkqlip.lab.training.optim.Optimizer;
import org.flinkqlip.lab.training.state.SavedState;
import org.flinkqlip.lab.training.state.StateHeader;

/** Takes the steps of a stage: batch, gradients, clipping, update, report, state. */
final class StageLoop implements AutoCloseable {
  private static final double EPSILON = 1e-8;

  private final RunContext context;
  private final StagePlan plan;
  private final StageTask task;
  private final Optimizer optimizer;

  StageLoop(RunContext context, StagePlan plan, StageTask task) {
    this.context = context;
    this.plan = plan;
    this.task = task;
    this.optimizer = optimizer(task, plan.optimizer(), context.manager());
  }

  private static Optimizer optimizer(StageTask task, OptimizerSection section, NDManager manager) {
    Betas betas = new Betas(section.beta1(), section.beta2(), EPSILON);
    return section.kind() == OptimizerSection.Kind.LAMB
        ? new Lamb(task.parameters(), betas, manager)
        : new AdamW(task.parameters(), betas, manager);
  }

  /**
   * Runs the stage to its end.
   *
   * @param saved state of this stage to go on from, if any
   */
  void run(BatchMaker maker, Optional<SavedState> saved) throws IOException {
    long start = saved.isPresent() ? restore(saved.get()) : 0;
    long trained =
        task.parameters().stream().mapToLong(parameter -> parameter.weight().size()).sum();
    context.listener().stageStarted(plan.stage(), start, plan.steps(), trained);
    StepMeter meter = new StepMeter(plan);
    try (BatchPrefetcher batches = new BatchPrefetcher(maker, start, plan.steps())) {
      for (long step = start; step < plan.steps(); step++) {
        take(batches.next(), step, meter);
        after(step + 1, meter);
        if (step + 1 < plan.steps() && context.stop().getAsBoolean()) {
          save(step + 1);
          throw new TrainingException(
              "stopped after step %d of %d of stage %d; --resume goes on from there"
                  .formatted(step + 1, plan.steps(), plan.stage()));
        }
      }
    }
  }

  private void take(Batch batch, long step, StepMeter meter) throws IOException {
    double rate = plan.schedule().factor(step);
    LossTotals losses;
    try (NDManager manager = context.manager().newSubManager()) {
      losses = task.run(batch, rate, manager);
    }
    float norm = GradientNorm.of(task.parameters(), context.manager());
    if (losses.notFinite().isPresent() || !Float.isFinite(norm)) {
      throw new TrainingException(
          ("stage %d diverged at step %d: losses %s, gradient norm %s. Lower the learning rates or"
                  + " clip harder, then start again")
              .formatted(plan.stage(), step, losses.values(), norm));
    }
    optimizer.step(rate, GradientNorm.scale(norm, plan.optimizer().clip()));
    meter.add(losses, norm, rate, batch.size());
  }

  /** What falls due after {@code taken} steps. */
  private void after(long taken, StepMeter meter) throws IOException {
    boolean last = taken == plan.steps();
    if (taken % context.config().logEvery() == 0 || last) {
      context.listener().stepsTaken(meter.report(taken));
    }
    if (taken % context.config().checkpointEvery() == 0 || last) {
      save(taken);
    }
    int evaluateEvery = context.config().evaluateEvery();
    if (evaluateEvery > 0 && (taken % evaluateEvery == 0 || last)) {
      context.evaluate(plan.stage(), taken);
    }
    meter.resume();
  }

  private SortedMap<String, NDArray> arrays() {
    SortedMap<String, NDArray> arrays = new TreeMap<>();
    for (String name : context.network().weights.names()) {
      arrays.put("weights." + name, context.network().weights.get(name));
    }
    optimizer.moments().forEach((name, moment) -> arrays.put("optimizer." + name, moment));
    task.arrays().forEach((name, array) -> arrays.put("task." + name, array));
    return arrays;
  }

  private void save(long taken) throws IOException {
    Map<String, Double> scalars = task.scalars();
    context
        .store()
        .save(
            new StateHeader(
                plan.stage(),
                taken,
                context.config().seed(),
                context.threads(),
                context.configDigest(),
                scalars),
            arrays());
  }

  private long restore(SavedState saved) throws IOException {
    saved.restore(arrays());
    long taken = saved.header().step();
    optimizer.resume(taken);
    task.restore(taken, saved.header().scalars());
    return taken;
  }

  @Override
  public void close() {
    optimizer.close();
    task.close();
  }
}
