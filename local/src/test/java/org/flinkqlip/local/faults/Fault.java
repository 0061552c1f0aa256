// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.operators.outcome.DeadLetterCategory;

/** What goes wrong, or is done on purpose, while the stream goes on. */
enum Fault {
  TASK_MANAGER_KILLED("kill -9 of a task manager", 15, FaultAction.of(Kill.TASK_MANAGER)),
  BOTH_TASK_MANAGERS_KILLED(
      "kill -9 of both task managers", 15, FaultAction.of(Kill.BOTH_TASK_MANAGERS)),
  JOB_MANAGER_KILLED(
      "kill -9 of the job manager",
      25,
      FaultAction.of(Kill.JOB_MANAGER).explaining(KnownEnd.NO_RESOURCE_MANAGER)),
  ALL_OF_FLINK_KILLED(
      "kill -9 of all at once",
      25,
      FaultAction.of(Kill.ALL).explaining(KnownEnd.NO_RESOURCE_MANAGER)),
  BROKER_KILLED(
      "kill -9 of the broker",
      15,
      FaultAction.of(
              (stack, random) -> {
                stack.broker().kill();
                stack.broker().restart();
              })
          .explaining(KnownEnd.FENCED_WHILE_CLOSING)),
  TASK_MANAGER_FROZEN(
      "SIGSTOP of a task manager, twice the heartbeat timeout",
      40,
      FaultAction.of(
              (stack, random) -> {
                JavaProcess taskManager = stack.cluster().busyTaskManager(random.nextBoolean());
                taskManager.freeze();
                try {
                  stack.follow(StandaloneCluster.HEARTBEAT_TIMEOUT.multipliedBy(2));
                } finally {
                  taskManager.thaw();
                }
              })
          .explaining(KnownEnd.FENCED_WHILE_CLOSING)),
  BROKER_UNREACHABLE(
      "broker unreachable for 20 s: connections refused",
      40,
      FaultAction.of(
              (stack, random) -> {
                stack.kafka().link().cut();
                try {
                  stack.follow(FaultAction.OUTAGE);
                } finally {
                  stack.kafka().link().mend();
                }
              })
          .explaining(KnownEnd.FENCED_WHILE_CLOSING)),
  BROKER_FROZEN(
      "broker unreachable for 20 s: connections silent (SIGSTOP)",
      40,
      FaultAction.of(
              (stack, random) -> {
                Signals.send(stack.broker().pid(), "STOP");
                try {
                  stack.follow(FaultAction.OUTAGE);
                } finally {
                  Signals.send(stack.broker().pid(), "CONT");
                }
              })
          .explaining(KnownEnd.FENCED_WHILE_CLOSING)),
  CHECKPOINT_DISK_FULL(
      "checkpoint directory full",
      20,
      FaultAction.of(
              (stack, random) -> {
                stack.checkpointDisk().fill();
                try {
                  stack.awaitFailedCheckpoints(1 + random.nextInt(5));
                } finally {
                  stack.checkpointDisk().free();
                }
              })
          // The checkpoint under way goes on.
          .lettingResultsThrough()),
  JOB_MANAGER_KILLED_WHILE_MODELS_LOAD(
      "kill -9 of the job manager while models load",
      40,
      FaultAction.of(
              (stack, random) -> {
                Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
                stack.followUntil(
                    "a model that loads",
                    Duration.ofMinutes(1),
                    () -> {
                      stack.cluster().startWhatIsDead();
                      return stack.job().opens(TokenizeImages.JOB.steps().work());
                    });
                Kill.JOB_MANAGER.strike(stack.cluster(), random);
              })
          .explaining(KnownEnd.NO_RESOURCE_MANAGER)),
  UNALIGNED(
      "kill -9 of both task managers under unaligned checkpoints",
      40,
      FaultAction.of(
              (stack, random) -> {
                stack.resume(
                    stack.stopWithSavepoint(),
                    stack.parallelism(),
                    "--flink.execution.checkpointing.unaligned.enabled",
                    "true");
                stack.awaitResults();
                Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
              })
          .lettingResultsThrough()),
  RETAINED_CHECKPOINT(
      "cancel, restart from the retained checkpoint",
      20,
      FaultAction.of((stack, random) -> stack.resume(stack.job().cancel(), stack.parallelism()))
          .withoutRestart()),
  DRAINED(
      "stop --drain, restart from its savepoint",
      20,
      FaultAction.of((stack, random) -> stack.resume(stack.drain(), stack.parallelism()))
          .withoutRestart()),
  RESCALED(
      "stop with savepoint, restart at another parallelism",
      20,
      FaultAction.of(
              (stack, random) -> {
                int other = stack.parallelism() % FaultStack.MAX_PARALLELISM + 1;
                stack.resume(stack.stopWithSavepoint(), other);
              })
          .withoutRestart()),
  UPGRADED(
      "upgrade of the job jar from a savepoint",
      20,
      FaultAction.of((stack, random) -> stack.upgrade()).withoutRestart()),
  TIMESTAMPS_OUT_OF_RANGE(
      "records of two days ahead and of thirty days ago",
      15,
      FaultAction.of(
              (stack, random) -> {
                Instant now = Instant.now();
                stack.feedAt(List.of(now.plus(Duration.ofDays(2)), now.minus(Duration.ofDays(30))));
              })
          .withoutRestart()),
  RETENTION_PASSED(
      "retention passed the position of a stopped job",
      60,
      FaultAction.of(
              (stack, random) -> {
                String savepoint = stack.stopUntilRetentionHasPassed();
                stack.resume(savepoint, stack.parallelism());
                stack.job().awaitFailureWithoutRestart("LostOffsetsException");
                stack.resume(
                    savepoint, stack.parallelism(), "--source.on-lost-offsets", "earliest");
              })
          .lettingResultsThrough()
          .withoutRestart()),
  LEADER_KILLED(
      "kill -9 of the broker that leads a partition, one of three",
      30,
      FaultAction.of(
              (stack, random) -> {
                List<String> topics = List.of(Topics.DEFAULT.images(), Topics.DEFAULT.codes());
                stack.killLeader(new TopicPartition(topics.get(random.nextInt(topics.size())), 0));
              })
          .endingWith(FaultStack::restartBrokers)
          .withoutRestart()),
  COORDINATOR_KILLED(
      "kill -9 of the broker that coordinates transactions, one of three",
      30,
      FaultAction.of((stack, random) -> stack.killLeader(TopicLeaders.TRANSACTIONS))
          .endingWith(FaultStack::restartBrokers)
          .withoutRestart()),
  LEADERS_MOVED(
      "all partitions led by another of three brokers",
      20,
      FaultAction.of((stack, random) -> stack.moveLeaders()).withoutRestart()),
  REGISTRY_DOWN(
      "schema registry down",
      10,
      FaultAction.of((stack, random) -> stack.outside().registry().server().goDown())
          .endingWith(stack -> stack.outside().registry().server().comeBack())
          .withoutRestart()),
  REGISTRY_DOWN_WHILE_RESTARTING(
      "schema registry down for 10 s while the job restarts",
      40,
      FaultAction.of(
          (stack, random) -> {
            stack.outside().registry().server().goDown();
            try {
              Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
              stack.follow(FaultAction.SHORT_OUTAGE);
            } finally {
              stack.outside().registry().server().comeBack();
            }
          })),
  IMAGE_HOST_DOWN(
      "image host down for 10 s",
      25,
      FaultAction.of(
              (stack, random) -> {
                stack.outside().images().server().goDown();
                try {
                  stack.follow(FaultAction.SHORT_OUTAGE);
                } finally {
                  stack.outside().images().server().comeBack();
                }
              })
          .costing(DeadLetterCategory.FETCH_UNAVAILABLE)
          .withoutRestart()),
  IMAGE_HOST_SLOW(
      "image host answers after 0.5 s",
      15,
      FaultAction.of(
              (stack, random) -> stack.outside().images().answerAfter(Duration.ofMillis(500)))
          .endingWith(stack -> stack.outside().images().answerAfter(Duration.ZERO))
          .withoutRestart()),
  CHECKPOINTS_TIME_OUT(
      "image host answers after 4 s, until two checkpoints have timed out",
      60,
      FaultAction.of(
              (stack, random) -> {
                // Three rounds of fetches are in flight when a barrier comes: more than
                // checkpoint.timeout.
                stack.outside().images().answerAfter(Duration.ofSeconds(4));
                try {
                  stack.awaitTimedOutCheckpoints(2);
                } finally {
                  stack.outside().images().answerAfter(Duration.ZERO);
                }
              })
          // The checkpoint under way goes on.
          .lettingResultsThrough());

  /** For machines that are busy with other work: the bounds are multiplied by it. */
  private static final double BOUND_FACTOR =
      Double.parseDouble(System.getProperty("qlip.faults.bound-factor", "1"));

  private final String description;
  private final int mostSeconds;
  private final FaultAction action;

  /**
   * A fault.
   *
   * @param mostSeconds from its beginning to the first committed result of a record that was
   *     produced after it
   * @param action what is done, and what may come of it
   */
  Fault(String description, int mostSeconds, FaultAction action) {
    this.description = description;
    this.mostSeconds = mostSeconds;
    this.action = action;
  }

  /** Does it, and ends it where recovery is to wait for that. */
  void strike(FaultStack stack, Random random) throws Exception {
    action.strike().on(stack, random);
  }

  /** Ends what lasts beyond the recovery. */
  void end(FaultStack stack) throws Exception {
    action.end().on(stack);
  }

  /** How long recovery may take, the fault itself included, on a machine without other work. */
  int boundSeconds() {
    return mostSeconds;
  }

  /** How long recovery may take here, in seconds. */
  double mostSeconds() {
    return mostSeconds * BOUND_FACTOR;
  }

  /** Deaths of processes that it may bring about by itself. */
  Set<KnownEnd> explains() {
    return action.explains();
  }

  /** Dead letters, beside those of the feed, that it makes of sound records. */
  Set<DeadLetterCategory> costs() {
    return action.costs();
  }

  /**
   * Whether results of records produced after its beginning may be committed before its end, so
   * that only those produced after its end show a recovery.
   */
  boolean letsResultsThrough() {
    return action.letsResultsThrough();
  }

  /** Whether Flink may restart the job in its course. */
  boolean restartsTheJob() {
    return action.restartsTheJob();
  }

  @Override
  public String toString() {
    return description;
  }
}
