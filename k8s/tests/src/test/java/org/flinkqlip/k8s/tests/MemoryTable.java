// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;

/** What Flink itself makes of the memory settings, in MiB. */
final class MemoryTable implements Check {
  /** What a decoded image may need: bytes of each of image.max-pixels, in half of the heap. */
  private static final long LARGEST_IMAGE_BYTES = 6L * 67_108_864;

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Deployment deployment : manifests.deployments()) {
      try {
        problems.addAll(problems(deployment, configuration(manifests, deployment)));
      } catch (RuntimeException e) {
        problems.add("[%s] %s".formatted(deployment, e.getMessage()));
      }
    }
    return problems;
  }

  private static List<String> problems(Deployment deployment, Configuration configuration) {
    List<String> problems = new ArrayList<>();
    taskManager(configuration).check("%s taskManager".formatted(deployment), problems);
    jobManager(configuration).check("%s jobManager".formatted(deployment), problems);
    if (!configuration
        .get(TaskManagerOptions.JVM_OVERHEAD_MIN)
        .equals(configuration.get(TaskManagerOptions.JVM_OVERHEAD_MAX))) {
      problems.add(
          "[%s] jvm-overhead.min and .max differ: the model's memory is not what is reserved"
              .formatted(deployment));
    }
    MemorySize heap =
        TaskExecutorProcessUtils.processSpecFromConfig(configuration).getTaskHeapSize();
    if (heap.getBytes() < 2 * LARGEST_IMAGE_BYTES) {
      problems.add(
          "[%s] half of the heap (%s) holds no image of image.max-pixels"
              .formatted(deployment, heap.toHumanReadableString()));
    }
    return problems;
  }

  private static Configuration configuration(Manifests manifests, Deployment deployment) {
    return Configuration.fromMap(manifests.verdict(deployment).configuration());
  }

  /** The table of a README: a row for each process of each overlay. */
  static String page(Manifests manifests) {
    StringBuilder page = new StringBuilder();
    page.append("| overlay, process | pod's limit |");
    Parts.NAMES.forEach(name -> page.append(' ').append(name).append(" |"));
    page.append("\n|---|---|").append("---|".repeat(Parts.NAMES.size())).append('\n');
    for (Rendered rendered : manifests.rendered()) {
      if (!Manifests.OVERLAYS.contains(rendered.name())) {
        continue;
      }
      for (Deployment deployment : rendered.deployments()) {
        if (deployment.job().equals("tokenize-images")) {
          Configuration configuration = configuration(manifests, deployment);
          page.append(taskManager(configuration).row(rendered + ", task manager"));
          page.append(jobManager(configuration).row(rendered + ", job manager"));
        }
      }
    }
    return page.toString();
  }

  private static Parts taskManager(Configuration configuration) {
    TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    Parts parts = new Parts(configuration.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY));
    parts.put("heap", spec.getJvmHeapMemorySize());
    parts.put("off-heap", spec.getJvmDirectMemorySize().subtract(spec.getNetworkMemSize()));
    parts.put("network", spec.getNetworkMemSize());
    parts.put("managed", spec.getManagedMemorySize());
    parts.put("metaspace", spec.getJvmMetaspaceSize());
    parts.put("overhead", spec.getJvmOverheadSize());
    return parts;
  }

  private static Parts jobManager(Configuration configuration) {
    JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(configuration);
    Parts parts = new Parts(configuration.get(JobManagerOptions.TOTAL_PROCESS_MEMORY));
    parts.put("heap", spec.getJvmHeapMemorySize());
    parts.put("off-heap", spec.getJvmDirectMemorySize());
    parts.put("network", MemorySize.ZERO);
    parts.put("managed", MemorySize.ZERO);
    parts.put("metaspace", spec.getJvmMetaspaceSize());
    parts.put("overhead", spec.getJvmOverheadSize());
    return parts;
  }

  /** Parts of a process's memory, and what they must add up to. */
  private static final class Parts {
    static final List<String> NAMES =
        List.of("heap", "off-heap", "network", "managed", "metaspace", "overhead");

    private final MemorySize limit;
    private final Map<String, MemorySize> parts = new LinkedHashMap<>();

    Parts(MemorySize limit) {
      this.limit = limit;
    }

    void put(String name, MemorySize size) {
      parts.put(name, size);
    }

    void check(String whose, List<String> problems) {
      long sum = parts.values().stream().mapToLong(MemorySize::getBytes).sum();
      if (sum != limit.getBytes()) {
        problems.add(
            "[%s] parts add up to %d bytes, the pod has %d"
                .formatted(whose, sum, limit.getBytes()));
      }
    }

    String row(String title) {
      StringBuilder row = new StringBuilder();
      row.append("| %s | %d |".formatted(title, limit.getMebiBytes()));
      NAMES.forEach(name -> row.append(" %d |".formatted(parts.get(name).getMebiBytes())));
      return row.append('\n').toString();
    }
  }
}
