// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.util.IOUtils;
import org.flinkqlip.local.Await;
import org.flinkqlip.model.export.defaults.DefaultModel;

/**
 * A broker or three, a cluster and one job of the job jar on it, submitted and stopped as a user
 * does. Not thread-safe.
 */
@SuppressWarnings("try") // Closes whatever there is, in the opposite order of opening.
final class JobOnCluster implements AutoCloseable {
  /** How long the job may take to be there again. */
  static final Duration RECOVERY_TIMEOUT = Duration.ofMinutes(2);

  private final Path directory;
  private final JobJars jars = JobJars.find();
  private final List<AutoCloseable> open = new ArrayList<>();
  private CheckpointDisk checkpointDisk;
  private KafkaSide kafka;
  private StandaloneCluster cluster;
  private Path jar = jars.first();
  private Class<?> mainClass;
  private List<String> ownArguments = List.of();
  private int parallelism;
  private String job;

  private JobOnCluster(Path directory) throws Exception {
    this.directory = directory;
  }

  /**
   * Starts the processes, with no job yet.
   *
   * @param taskManagerOptions more options of the task managers' JVMs
   * @param brokers opens one broker or three
   */
  static JobOnCluster start(
      Path directory, List<String> taskManagerOptions, KafkaSide.Opening brokers) throws Exception {
    JobOnCluster stack = new JobOnCluster(directory);
    boolean started = false;
    try {
      stack.checkpointDisk = stack.opened(CheckpointDisk.at(directory.resolve("checkpoints")));
      stack.kafka = stack.opened(brokers.open(directory.resolve("kafka")));
      stack.cluster = stack.opened(StandaloneCluster.start(directory, taskManagerOptions));
      started = true;
      return stack;
    } finally {
      if (!started) {
        stack.close();
      }
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.add(0, resource);
    return resource;
  }

  KafkaSide kafka() {
    return kafka;
  }

  StandaloneCluster cluster() {
    return cluster;
  }

  CheckpointDisk checkpointDisk() {
    return checkpointDisk;
  }

  int parallelism() {
    return parallelism;
  }

  /** Id of the running job. */
  String id() {
    return job;
  }

  /**
   * Submits a job from the earlier jar, if there is one.
   *
   * @param arguments beside those that every job needs
   */
  void submit(Class<?> main, int subtasks, List<String> arguments) throws Exception {
    mainClass = main;
    ownArguments = List.copyOf(arguments);
    submit(subtasks, Optional.empty(), List.of());
  }

  /**
   * Goes on from a savepoint.
   *
   * @param arguments beside those that the job was first submitted with
   */
  void resume(String savepoint, int subtasks, String... arguments) throws Exception {
    submit(subtasks, Optional.of(savepoint), List.of(arguments));
  }

  /** Takes the current jar for what is submitted next. */
  void takeCurrentJar() {
    jar = jars.current();
  }

  /** Adds classes of the test to the jar, for what is submitted next. */
  void addToJar(List<Class<?>> classes) throws Exception {
    jar = JarWithClasses.make(jars.current(), directory.resolve("job-with-classes.jar"), classes);
  }

  /**
   * Stops the job.
   *
   * @param drain whether it is to work off what it has read as if nothing came behind
   * @param meanwhile called again and again until it has stopped
   * @return where its savepoint is
   */
  String stopWithSavepoint(boolean drain, Runnable meanwhile) throws Exception {
    String request = cluster.rest().stop(job, directory.resolve("savepoints"), drain);
    String[] location = new String[1];
    Await.until(
        "savepoint of " + job,
        RECOVERY_TIMEOUT,
        () -> {
          meanwhile.run();
          cluster.rest().savepoint(job, request).ifPresent(path -> location[0] = path);
          return location[0] != null && isIn("FINISHED");
        });
    return location[0];
  }

  /**
   * Cancels the job.
   *
   * @return where its last checkpoint is, which it retains
   */
  String cancel() throws Exception {
    cluster.rest().cancel(job);
    Await.until("the end of " + job, RECOVERY_TIMEOUT, () -> isIn("CANCELED"));
    return cluster.rest().lastCheckpoint(job);
  }

  /** Waits until the job has failed for good, at the first exception, which names something. */
  void awaitFailureWithoutRestart(String name) throws Exception {
    Await.until("the failure of " + job, RECOVERY_TIMEOUT, () -> isIn("FAILED"));
    List<Restart> failures = cluster.rest().restartsOf(job);
    if (failures.size() != 1 || !failures.get(0).cause().contains(name)) {
      throw new AssertionError("expected one failure by %s: %s".formatted(name, failures));
    }
  }

  private boolean isIn(String state) throws InterruptedException {
    return cluster.rest().state(job).filter(state::equals).isPresent();
  }

  /** Waits until all processes are back and all tasks run. */
  void awaitAllWell() throws Exception {
    cluster.awaitTaskManagers();
    Await.until("all tasks of " + job, RECOVERY_TIMEOUT, () -> cluster.rest().runs(job));
  }

  /** Whether a subtask of a step is opening its operators now; false while nobody answers. */
  boolean opens(String step) {
    try {
      return cluster.rest().initializes(job, step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Submits the job once more, beside itself, with more arguments; returns the new one's id. */
  String submitAnother(List<String> arguments) throws Exception {
    List<String> all = new ArrayList<>(arguments());
    all.addAll(arguments);
    return cluster.cli().run(jar, mainClass, parallelism, Optional.empty(), all);
  }

  private void submit(int subtasks, Optional<String> savepoint, List<String> more)
      throws Exception {
    parallelism = subtasks;
    List<String> all = new ArrayList<>(arguments());
    all.addAll(more);
    job = cluster.cli().run(jar, mainClass, subtasks, savepoint, all);
  }

  private List<String> arguments() throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kafka.bootstrap-servers",
                kafka.addressOfJob(),
                "--model.bundle",
                DefaultModel.open().directory().toString(),
                "--model.threads",
                "1",
                "--checkpoint.interval",
                "1 s",
                "--checkpoint.min-pause",
                "200 ms",
                "--checkpoint.directory",
                checkpointDisk.directory().toUri().toString(),
                "--job.restart.max-backoff",
                "2 s"));
    arguments.addAll(ownArguments);
    return arguments;
  }

  @Override
  public void close() throws Exception {
    IOUtils.closeAll(open);
  }
}
