// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.FreePorts;

/**
 * A standalone Flink cluster of separate JVMs: ZooKeeper, one job manager in high availability, two
 * task managers with two slots each, so that a job of parallelism two outlives one of them.
 */
final class StandaloneCluster implements AutoCloseable {
  /** Silence after which Flink gives a process up. */
  static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(6);

  private static final int TASK_MANAGERS = 2;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(150);

  /**
   * After this long without a resource manager a task manager ends itself, and is started anew. By
   * default one that does not find its way back after a fault idles for five minutes.
   */
  private static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(30);

  private final Path directory;
  private final FlinkJvm jvm;
  private final ClusterRest rest;
  private final JavaProcess zooKeeper;
  private final JavaProcess jobManager;
  private final List<JavaProcess> taskManagers = new ArrayList<>();
  private final List<Integer> taskManagerPorts = new ArrayList<>();
  private final List<Death> deaths = new ArrayList<>();

  private StandaloneCluster(Path directory, List<String> taskManagerOptions) throws IOException {
    this.directory = directory;
    this.jvm = new FlinkJvm(directory);
    int zooKeeperPort = FreePorts.any();
    int restPort = FreePorts.any();
    rest = new ClusterRest(URI.create("http://127.0.0.1:" + restPort));
    Files.createDirectories(directory.resolve("tmp"));
    Files.createDirectories(directory.resolve("conf"));
    Files.write(
        directory.resolve("conf").resolve("config.yaml"),
        configuration(zooKeeperPort, restPort).entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue())
            .toList());
    Files.writeString(directory.resolve("conf").resolve("log4j2.xml"), LOGGING);
    zooKeeper =
        process(
            "zookeeper",
            List.of("-Xmx96m"),
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
            Integer.toString(zooKeeperPort),
            directory.resolve("zookeeper").toString(),
            "1000");
    jobManager =
        process(
            "job-manager",
            List.of("-Xmx384m"),
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--configDir",
            directory.resolve("conf").toString(),
            "--executionMode",
            "cluster");
    List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:MaxDirectMemorySize=448m"));
    options.addAll(taskManagerOptions);
    for (int i = 0; i < TASK_MANAGERS; i++) {
      int port = FreePorts.any();
      taskManagerPorts.add(port);
      taskManagers.add(
          process(
              "task-manager-" + i,
              options,
              "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
              "--configDir",
              directory.resolve("conf").toString(),
              "-Dtaskmanager.rpc.port=" + port));
    }
  }

  /**
   * Starts all processes and waits until the task managers have registered.
   *
   * @param taskManagerOptions more options of the task managers' JVMs
   */
  static StandaloneCluster start(Path directory, List<String> taskManagerOptions) throws Exception {
    StandaloneCluster cluster = new StandaloneCluster(directory, taskManagerOptions);
    boolean started = false;
    try {
      cluster.zooKeeper.start();
      cluster.jobManager.start();
      for (JavaProcess taskManager : cluster.taskManagers) {
        taskManager.start();
      }
      cluster.awaitTaskManagers();
      started = true;
      return cluster;
    } finally {
      if (!started) {
        cluster.close();
      }
    }
  }

  ClusterRest rest() {
    return rest;
  }

  /** Flink's command line for this cluster. */
  FlinkCli cli() {
    return new FlinkCli(jvm);
  }

  JavaProcess jobManager() {
    return jobManager;
  }

  List<JavaProcess> taskManagers() {
    return taskManagers;
  }

  /** Gauges of the task managers as they run now. */
  List<TaskManagerGauges> gauges() throws Exception {
    List<String> ids = rest.taskManagerIds();
    List<TaskManagerGauges> gauges = new ArrayList<>();
    for (int i = 0; i < TASK_MANAGERS; i++) {
      String id = ids.stream().filter(isAt(taskManagerPorts.get(i))).findFirst().orElseThrow();
      gauges.add(new TaskManagerGauges("task manager " + i, taskManagers.get(i).pid(), id, rest));
    }
    return gauges;
  }

  /** A task manager that has work, the first of them unless {@code last}. */
  JavaProcess busyTaskManager(boolean last) throws Exception {
    List<String> busy = rest.busyTaskManagers();
    List<JavaProcess> candidates = new ArrayList<>();
    for (int i = 0; i < TASK_MANAGERS; i++) {
      if (busy.stream().anyMatch(isAt(taskManagerPorts.get(i)))) {
        candidates.add(taskManagers.get(i));
      }
    }
    if (candidates.isEmpty()) {
      throw new AssertionError("no task manager has work: %s, %s".formatted(busy, this));
    }
    return candidates.get(last ? candidates.size() - 1 : 0);
  }

  private static Predicate<String> isAt(int port) {
    return id -> id.startsWith("127.0.0.1:%d-".formatted(port));
  }

  /**
   * Starts those that were killed or gave up, as Kubernetes would. A task manager ends itself, for
   * one, when a task's producer fails once more while the task is being closed.
   */
  void startWhatIsDead() {
    noteDeaths();
    for (JavaProcess process : flinkProcesses()) {
      if (!process.isAlive()) {
        try {
          process.start();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Processes that ended since the last call without being killed by the test. */
  List<Death> takeDeaths() {
    noteDeaths();
    List<Death> taken = List.copyOf(deaths);
    deaths.clear();
    return taken;
  }

  private void noteDeaths() {
    flinkProcesses().forEach(process -> process.takeDeath().ifPresent(deaths::add));
    zooKeeper.takeDeath().ifPresent(deaths::add);
  }

  /** Waits until all are registered; one that was frozen may end itself when it wakes. */
  void awaitTaskManagers() throws Exception {
    Await.until(
        "%d task managers at %s; %s".formatted(TASK_MANAGERS, rest, this),
        START_TIMEOUT,
        () -> {
          startWhatIsDead();
          return rest.taskManagers().orElse(0) == TASK_MANAGERS;
        });
  }

  private List<JavaProcess> flinkProcesses() {
    List<JavaProcess> processes = new ArrayList<>(taskManagers);
    processes.add(0, jobManager);
    return processes;
  }

  @Override
  public void close() {
    taskManagers.forEach(JavaProcess::close);
    jobManager.close();
    zooKeeper.close();
  }

  private JavaProcess process(
      String name, List<String> options, String mainClass, String... arguments) {
    return new JavaProcess(
        directory.resolve(name + ".log"), jvm.arguments(options, mainClass, List.of(arguments)));
  }

  private Map<String, String> configuration(int zooKeeperPort, int restPort) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.bind-host", "127.0.0.1");
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.bind-address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(restPort));
    settings.put("high-availability.type", "zookeeper");
    settings.put("high-availability.zookeeper.quorum", "127.0.0.1:" + zooKeeperPort);
    settings.put("high-availability.zookeeper.client.session-timeout", "6 s");
    settings.put("high-availability.cluster-id", "/faults");
    settings.put("high-availability.storageDir", directory.resolve("ha").toUri().toString());
    settings.put("heartbeat.interval", "1 s");
    settings.put("heartbeat.timeout", HEARTBEAT_TIMEOUT.toSeconds() + " s");
    settings.put("taskmanager.registration.timeout", REGISTRATION_TIMEOUT.toSeconds() + " s");
    // Whoever samples metrics every few seconds wants new ones.
    settings.put("metrics.fetcher.update-interval", "2 s");
    // By default it forgets all but sixteen failures, and answers with what was seconds ago.
    settings.put("web.exception-history-size", "1000");
    settings.put("web.refresh-interval", "200");
    settings.put("io.tmp.dirs", directory.resolve("tmp").toString());
    settings.put("web.tmpdir", directory.resolve("tmp").toString());
    settings.put("classloader.parent-first-patterns.additional", "ai.onnxruntime.");
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.bind-host", "127.0.0.1");
    settings.put("taskmanager.numberOfTaskSlots", "2");
    settings.put("taskmanager.load-balance.mode", "SLOTS");
    // Without the distribution's scripts a task manager is told its memory in full.
    settings.put("taskmanager.cpu.cores", "2.0");
    settings.put("taskmanager.memory.framework.heap.size", "128m");
    settings.put("taskmanager.memory.framework.off-heap.size", "128m");
    settings.put("taskmanager.memory.task.heap.size", "384m");
    settings.put("taskmanager.memory.task.off-heap.size", "256m");
    settings.put("taskmanager.memory.network.min", "64m");
    settings.put("taskmanager.memory.network.max", "64m");
    settings.put("taskmanager.memory.managed.size", "0");
    settings.put("taskmanager.memory.jvm-metaspace.size", "192m");
    settings.put("taskmanager.memory.jvm-overhead.min", "512m");
    settings.put("taskmanager.memory.jvm-overhead.max", "512m");
    return settings;
  }

  private static final String LOGGING =
      """
      <Configuration status="WARN">
        <Appenders>
          <Console name="out"><PatternLayout pattern="%d{HH:mm:ss.SSS} %-5p %c{1} %m%n"/></Console>
        </Appenders>
        <Loggers>
          <Logger name="org.apache.flink.runtime.metrics.groups" level="ERROR"/>
          <Logger name="org.apache.kafka.clients.producer.ProducerConfig" level="WARN"/>
          <Logger name="org.apache.kafka.clients.consumer.ConsumerConfig" level="WARN"/>
          <Root level="INFO"><AppenderRef ref="out"/></Root>
        </Loggers>
      </Configuration>
      """;

  @Override
  public String toString() {
    return flinkProcesses().stream().map(JavaProcess::toString).collect(Collectors.joining("; "));
  }
}
