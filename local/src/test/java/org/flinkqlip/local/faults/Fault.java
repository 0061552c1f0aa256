package org.flinkqlip.local.faults;

import java.time.Duration;
import java.util.Random;

/** What goes wrong, or is done on purpose, while the stream goes on. */
enum Fault {
  TASK_MANAGER_KILLED("kill -9 of a task manager") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.TASK_MANAGER.strike(stack.cluster(), random);
    }
  },
  BOTH_TASK_MANAGERS_KILLED("kill -9 of both task managers") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.BOTH_TASK_MANAGERS.strike(stack.cluster(), random);
    }
  },
  JOB_MANAGER_KILLED("kill -9 of the job manager") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.JOB_MANAGER.strike(stack.cluster(), random);
    }
  },
  ALL_OF_FLINK_KILLED("kill -9 of all at once") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Kill.ALL.strike(stack.cluster(), random);
    }
  },
  BROKER_KILLED("kill -9 of the broker") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.broker().kill();
      stack.broker().restart();
    }
  },
  TASK_MANAGER_FROZEN("SIGSTOP of a task manager, twice the heartbeat timeout") {
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
  },
  BROKER_UNREACHABLE("broker unreachable for 20 s: connections refused") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.link().cut();
      try {
        stack.follow(OUTAGE);
      } finally {
        stack.link().mend();
      }
    }
  },
  BROKER_FROZEN("broker unreachable for 20 s: connections silent (SIGSTOP)") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      Signals.send(stack.broker().pid(), "STOP");
      try {
        stack.follow(OUTAGE);
      } finally {
        Signals.send(stack.broker().pid(), "CONT");
      }
    }
  },
  CHECKPOINT_DISK_FULL("checkpoint directory full") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.checkpointDisk().fill();
      try {
        stack.awaitFailedCheckpoints(1 + random.nextInt(5));
      } finally {
        stack.checkpointDisk().free();
      }
    }
  },
  RESCALED("stop with savepoint, restart at another parallelism") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      int other = stack.parallelism() % FaultStack.MAX_PARALLELISM + 1;
      stack.resume(stack.stopWithSavepoint(), other);
    }
  },
  UPGRADED("upgrade of the job jar from a savepoint") {
    @Override
    void strike(FaultStack stack, Random random) throws Exception {
      stack.upgrade();
    }
  };

  private static final Duration OUTAGE = Duration.ofSeconds(20);

  private final String description;

  Fault(String description) {
    this.description = description;
  }

  /** Does it, and ends it where it does not end by itself. */
  abstract void strike(FaultStack stack, Random random) throws Exception;

  @Override
  public String toString() {
    return description;
  }
}
