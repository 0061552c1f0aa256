// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** What a Prometheus reporter would see of an operator: names by Flink's own rules. */
public final class ReportedMetrics {
  private static final String PREFIX = "flink_taskmanager_job_task_operator_";

  private final Map<String, Metric> metrics = new ConcurrentHashMap<>();

  /** A task whose metrics are seen. */
  public TaskMetricGroup task() {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder().setRegisterConsumer(this::add).build();
    return TaskManagerMetricGroup.createTaskManagerMetricGroup(
            registry, "localhost", ResourceID.generate())
        .addJob(new JobID(), "job")
        .addTask(ExecutionAttemptID.randomId(), "task");
  }

  public long count(String name) {
    return ((Counter) metric(name)).getCount();
  }

  public Object gauge(String name) {
    return ((Gauge<?>) metric(name)).getValue();
  }

  public boolean has(String name) {
    return metrics.containsKey(PREFIX + name);
  }

  public long observations(String name) {
    return ((Histogram) metric(name)).getCount();
  }

  private Metric metric(String name) {
    assertThat(metrics).containsKey(PREFIX + name);
    return metrics.get(PREFIX + name);
  }

  private void add(Metric metric, String name, AbstractMetricGroup<?> group) {
    StringBuilder key = new StringBuilder("flink_");
    key.append(group.getLogicalScope(text -> text, '_')).append('_').append(name);
    for (String label : new String[] {"category", "provider", "model", "bit"}) {
      String value = group.getAllVariables().get("<" + label + ">");
      if (value != null) {
        key.append('{').append(label).append('=').append(value).append('}');
      }
    }
    metrics.put(key.toString(), metric);
  }
}
