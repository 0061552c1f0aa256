package org.flinkqlip.local.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.operators.outcome.DeadLetterCategory;

/** What goes wrong, or is done on purpose, while the stream goes on. */
enum Fault {
  TASK_MANAGER_KILLED("kill -9 of a task manager", 15) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.TASK_MANAGER.strike(stack.cluster(), random);
    }
  },
  BOTH_TASK_MANAGERS_KILLED("kill -9 of both task managers", 15) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
    }
  },
  JOB_MANAGER_KILLED("kill -9 of the job manager", 25) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.JOB_MANAGER.strike(stack.cluster(), random);
    }

    @Override
    Set<KnownEnd> explains() {
      return EnumSet.of(KnownEnd.NO_RESOURCE_MANAGER);
    }
  },
  ALL_OF_FLINK_KILLED("kill -9 of all at once", 25) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.ALL.strike(stack.cluster(), random);
    }

    @Override
    Set<KnownEnd> explains() {
      return EnumSet.of(KnownEnd.NO_RESOURCE_MANAGER);
    }
  },
  BROKER_KILLED("kill -9 of the broker", 15) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.broker().kill();
      stack.broker().restart();
    }

    @Override
    Set<KnownEnd> explains() {
      return EnumSet.of(KnownEnd.FENCED_WHILE_CLOSING);
    }
  },
  TASK_MANAGER_FROZEN("SIGSTOP of a task manager, twice the heartbeat timeout", 40) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      JavaProcess taskManager = stack.cluster().busyTaskManager(random.nextBoolean());
      taskManager.freeze();
      try {
        stack.follow(StandaloneCluster.HEARTBEAT_TIMEOUT.multipliedBy(2));
      } finally {
        taskManager.thaw();
      }
    }

    @Override
    Set<KnownEnd> explains() {
      return EnumSet.of(KnownEnd.FENCED_WHILE_CLOSING);
    }
  },
  BROKER_UNREACHABLE("broker unreachable for 20 s: connections refused", 40) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.kafka().link().cut();
      try {
        stack.follow(OUTAGE);
      } finally {
        stack.kafka().link().mend();
      }
    }

    @Override
    Set<KnownEnd> explains() {
      return EnumSet.of(KnownEnd.FENCED_WHILE_CLOSING);
    }
  },
  BROKER_FROZEN("broker unreachable for 20 s: connections silent (SIGSTOP)", 40) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Signals.send(stack.broker().pid(), "STOP");
      try {
        stack.follow(OUTAGE);
      } finally {
        Signals.send(stack.broker().pid(), "CONT");
      }
    }

    @Override
    Set<KnownEnd> explains() {
      return EnumSet.of(KnownEnd.FENCED_WHILE_CLOSING);
    }
  },
  CHECKPOINT_DISK_FULL("checkpoint directory full", 20) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.checkpointDisk().fill();
      try {
        stack.awaitFailedCheckpoints(1 + random.nextInt(5));
      } finally {
        stack.checkpointDisk().free();
      }
    }

    @Override
    boolean letsResultsThrough() {
      // The checkpoint under way goes on.
      return true;
    }
  },
  JOB_MANAGER_KILLED_WHILE_MODELS_LOAD("kill -9 of the job manager while models load", 40) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
      stack.followUntil(
          "a model that loads",
          Duration.ofMinutes(1),
          () -> {
            stack.cluster().startWhatIsDead();
            return stack.job().opens(TokenizeImages.JOB.steps().work());
          });
      Kill.JOB_MANAGER.strike(stack.cluster(), random);
    }

    @Override
    Set<KnownEnd> explains() {
      return EnumSet.of(KnownEnd.NO_RESOURCE_MANAGER);
    }
  },
  UNALIGNED("kill -9 of both task managers under unaligned checkpoints", 40) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.resume(
          stack.stopWithSavepoint(),
          stack.parallelism(),
          "--flink.execution.checkpointing.unaligned.enabled",
          "true");
      stack.awaitResults();
      Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
    }

    @Override
    boolean letsResultsThrough() {
      return true;
    }
  },
  RETAINED_CHECKPOINT("cancel, restart from the retained checkpoint", 20) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.resume(stack.job().cancel(), stack.parallelism());
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  DRAINED("stop --drain, restart from its savepoint", 20) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.resume(stack.drain(), stack.parallelism());
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  RESCALED("stop with savepoint, restart at another parallelism", 20) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      int other = stack.parallelism() % FaultStack.MAX_PARALLELISM + 1;
      stack.resume(stack.stopWithSavepoint(), other);
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  UPGRADED("upgrade of the job jar from a savepoint", 20) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.upgrade();
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  TIMESTAMPS_OUT_OF_RANGE("records of two days ahead and of thirty days ago", 15) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Instant now = Instant.now();
      stack.feedAt(List.of(now.plus(Duration.ofDays(2)), now.minus(Duration.ofDays(30))));
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  RETENTION_PASSED("retention passed the position of a stopped job", 60) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      String savepoint = stack.stopUntilRetentionHasPassed();
      stack.resume(savepoint, stack.parallelism());
      stack.job().awaitFailureWithoutRestart("LostOffsetsException");
      stack.resume(savepoint, stack.parallelism(), "--source.on-lost-offsets", "earliest");
    }

    @Override
    boolean letsResultsThrough() {
      return true;
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  LEADER_KILLED("kill -9 of the broker that leads a partition, one of three", 30) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      List<String> topics = List.of(Topics.DEFAULT.images(), Topics.DEFAULT.codes());
      stack.killLeader(new TopicPartition(topics.get(random.nextInt(topics.size())), 0));
    }

    @Override
    void end(FaultStack stack) throws Exception {
      stack.restartBrokers();
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  COORDINATOR_KILLED("kill -9 of the broker that coordinates transactions, one of three", 30) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.killLeader(TopicLeaders.TRANSACTIONS);
    }

    @Override
    void end(FaultStack stack) throws Exception {
      stack.restartBrokers();
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  LEADERS_MOVED("all partitions led by another of three brokers", 20) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.moveLeaders();
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  REGISTRY_DOWN("schema registry down", 10) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.outside().registry().server().goDown();
    }

    @Override
    void end(FaultStack stack) throws Exception {
      stack.outside().registry().server().comeBack();
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  REGISTRY_DOWN_WHILE_RESTARTING("schema registry down for 10 s while the job restarts", 40) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.outside().registry().server().goDown();
      try {
        Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
        stack.follow(SHORT_OUTAGE);
      } finally {
        stack.outside().registry().server().comeBack();
      }
    }
  },
  IMAGE_HOST_DOWN("image host down for 10 s", 25) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.outside().images().server().goDown();
      try {
        stack.follow(SHORT_OUTAGE);
      } finally {
        stack.outside().images().server().comeBack();
      }
    }

    @Override
    Set<DeadLetterCategory> costs() {
      return EnumSet.of(DeadLetterCategory.FETCH_UNAVAILABLE);
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  IMAGE_HOST_SLOW("image host answers after 0.5 s", 15) {
    @Override
    void strike(FaultStack stack, Random random) {
      stack.outside().images().answerAfter(Duration.ofMillis(500));
    }

    @Override
    void end(FaultStack stack) {
      stack.outside().images().answerAfter(Duration.ZERO);
    }

    @Override
    boolean restartsTheJob() {
      return false;
    }
  },
  CHECKPOINTS_TIME_OUT("image host answers after 4 s, until two checkpoints have timed out", 60) {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      // Three rounds of fetches are in flight when a barrier comes: more than checkpoint.timeout.
      stack.outside().images().answerAfter(Duration.ofSeconds(4));
      try {
        stack.awaitTimedOutCheckpoints(2);
      } finally {
        stack.outside().images().answerAfter(Duration.ZERO);
      }
    }

    @Override
    boolean letsResultsThrough() {
      // The checkpoint under way goes on.
      return true;
    }
  };

  private static final Duration SHORT_OUTAGE = Duration.ofSeconds(10);
  private static final Duration OUTAGE = Duration.ofSeconds(20);

  /** For machines that are busy with other work: the bounds are multiplied by it. */
  private static final double BOUND_FACTOR =
      Double.parseDouble(System.getProperty("qlip.faults.bound-factor", "1"));

  private final String description;
  private final int mostSeconds;

  /**
   * A fault.
   *
   * @param mostSeconds from its beginning to the first committed result of a record that was
   *     produced after it
   */
  Fault(String description, int mostSeconds) {
    this.description = description;
    this.mostSeconds = mostSeconds;
  }

  /** Does it, and ends it where recovery is to wait for that. */
  abstract void strike(FaultStack stack, Random random) throws Exception;

  /** Ends what lasts beyond the recovery. */
  void end(FaultStack stack) throws Exception {}

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
    return EnumSet.noneOf(KnownEnd.class);
  }

  /** Dead letters, beside those of the feed, that it makes of sound records. */
  Set<DeadLetterCategory> costs() {
    return EnumSet.noneOf(DeadLetterCategory.class);
  }

  /**
   * Whether results of records produced after its beginning may be committed before its end, so
   * that only those produced after its end show a recovery.
   */
  boolean letsResultsThrough() {
    return false;
  }

  /** Whether Flink may restart the job in its course. */
  boolean restartsTheJob() {
    return true;
  }

  @Override
  public String toString() {
    return description;
  }
}
