// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.Random;

/** Which processes of a cluster die by kill -9, to be started again at once. */
enum Kill {
  TASK_MANAGER {
    @Override
    void kill(StandaloneCluster cluster, Random random) throws Exception {
      cluster.busyTaskManager(random.nextBoolean()).kill();
    }
  },
  BOTH_TASK_MANAGERS {
    @Override
    void kill(StandaloneCluster cluster, Random random) throws Exception {
      for (JavaProcess taskManager : cluster.taskManagers()) {
        taskManager.kill();
      }
    }
  },
  JOB_MANAGER {
    @Override
    void kill(StandaloneCluster cluster, Random random) throws Exception {
      cluster.jobManager().kill();
    }
  },
  ALL {
    @Override
    void kill(StandaloneCluster cluster, Random random) throws Exception {
      JOB_MANAGER.kill(cluster, random);
      BOTH_TASK_MANAGERS.kill(cluster, random);
    }
  };

  /** The row of the fault matrix that it is, for what that promises. */
  Fault asFault() {
    return switch (this) {
      case TASK_MANAGER -> Fault.TASK_MANAGER_KILLED;
      case BOTH_TASK_MANAGERS -> Fault.BOTH_TASK_MANAGERS_KILLED;
      case JOB_MANAGER -> Fault.JOB_MANAGER_KILLED;
      case ALL -> Fault.ALL_OF_FLINK_KILLED;
    };
  }

  abstract void kill(StandaloneCluster cluster, Random random) throws Exception;

  void strike(StandaloneCluster cluster, Random random) throws Exception {
    kill(cluster, random);
    cluster.startWhatIsDead();
  }
}
