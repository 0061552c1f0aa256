// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.ExceptionUtils;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.microbatch.MicroBatchOperatorFactory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/** An endless job on {@link FakeDevices}, on a cluster of its own with one task manager. */
@SuppressWarnings("try") // the cluster may be interrupted while it closes
final class DeviceJob implements AutoCloseable {
  static final Duration STALL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final MiniCluster cluster;
  private final JobID id;

  private DeviceJob(MiniCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
  }

  static OperatorOptions options(Path bundle, SessionOptions session, UnclosableAction action) {
    return new OperatorOptions(
        WireFormatOptions.singleObject(),
        "dead-letters",
        new BatchLimits(4, 1 << 24, Duration.ofMillis(20), 2, STALL_TIMEOUT),
        2,
        bundle.toString(),
        session,
        action,
        1 << 20);
  }

  static DeviceJob start(FakeDevices devices, OperatorOptions options, int parallelism)
      throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.PORT, 0);
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.CPU_CORES, 1.0);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1_000);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10_000);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .setHaServices(MiniCluster.HaServices.WITH_LEADERSHIP_CONTROL)
                .build());
    cluster.start();
    JobGraph graph = graph(configuration, devices, options, parallelism);
    cluster.submitJob(graph).get();
    return new DeviceJob(cluster, graph.getJobID());
  }

  private static JobGraph graph(
      Configuration configuration, FakeDevices devices, OperatorOptions options, int parallelism) {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
    environment.setParallelism(parallelism);
    environment
        .fromSource(
            new NumberSequenceSource(0, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            "read")
        .map(
            number -> {
              TimeUnit.MILLISECONDS.sleep(1);
              return new SourceRecord("in", 0, number, number, null, "record".getBytes(UTF_8));
            })
        .returns(SourceRecord.class)
        .transform(
            "work",
            TypeInformation.of(OutboundRecord.class),
            new MicroBatchOperatorFactory<>(FakeFunction.on(devices, options), options.batching()))
        .sinkTo(new DiscardingSink<>())
        .disableChaining();
    return environment.getStreamGraph().getJobGraph();
  }

  /** The job manager of this job dies, and another takes over. */
  void failOverJobManager() throws Exception {
    var control = cluster.getHaLeadershipControl().orElseThrow();
    control.revokeJobMasterLeadership(id).get();
    control.grantJobMasterLeadership(id).get();
  }

  long completedCheckpoints() throws Exception {
    return graph().getCheckpointStatsSnapshot().getCounts().getNumberOfCompletedCheckpoints();
  }

  JobStatus status() throws Exception {
    return graph().getState();
  }

  /** What the last failure says, with its causes; empty before the first. */
  String lastFailure() throws Exception {
    ErrorInfo info = graph().getFailureInfo();
    return info == null
        ? ""
        : ExceptionUtils.stringifyException(
            info.getException().deserializeError(DeviceJob.class.getClassLoader()));
  }

  AccessExecutionGraph graph() throws Exception {
    return cluster.getExecutionGraph(id).get();
  }

  /** Something that is to become true. */
  interface Condition {
    boolean holds() throws Exception;
  }

  void await(String what, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > DEADLINE.toNanos()) {
        throw new AssertionError(what + " did not come; " + status() + ": " + lastFailure());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}
