// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptionsInternal;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptionsInternal;
import org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint;
import org.apache.flink.kubernetes.entrypoint.KubernetesWorkerResourceSpecFactory;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClient;
import org.apache.flink.kubernetes.kubeclient.FlinkKubeClientFactory;
import org.apache.flink.kubernetes.kubeclient.FlinkPod;
import org.apache.flink.kubernetes.kubeclient.KubernetesJobManagerSpecification;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesJobManagerFactory;
import org.apache.flink.kubernetes.kubeclient.factory.KubernetesTaskManagerFactory;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesJobManagerParameters;
import org.apache.flink.kubernetes.kubeclient.parameters.KubernetesTaskManagerParameters;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.api.model.HasMetadata;
import org.apache.flink.kubernetes.shaded.io.fabric8.kubernetes.client.utils.Serialization;
import org.apache.flink.kubernetes.utils.Constants;
import org.apache.flink.kubernetes.utils.KubernetesUtils;
import org.apache.flink.runtime.clusterframework.ContaineredTaskManagerParameters;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.externalresource.ExternalResourceUtils;

/** What Flink's native mode creates for a deployment, by Flink's own code. */
final class FlinkRendering {
  private FlinkRendering() {}

  /** The Deployment, Service and ConfigMaps of a job manager, and the pod of a task manager. */
  static List<JsonNode> of(OperatorVerdict verdict) {
    try (TemporaryFolder folder = new TemporaryFolder()) {
      Configuration configuration = configuration(verdict, folder);
      TaskExecutorProcessSpec taskManager =
          TaskExecutorProcessUtils.processSpecFromWorkerResourceSpec(
              configuration,
              KubernetesWorkerResourceSpecFactory.INSTANCE.createDefaultWorkerResourceSpec(
                  configuration));
      List<JsonNode> objects = new ArrayList<>();
      try (FlinkKubeClient client =
          FlinkKubeClientFactory.getInstance().fromConfiguration(configuration, "rendering")) {
        KubernetesJobManagerSpecification jobManager =
            KubernetesJobManagerFactory.buildKubernetesJobManagerSpecification(
                template(client, configuration, KubernetesConfigOptions.JOB_MANAGER_POD_TEMPLATE),
                new KubernetesJobManagerParameters(configuration, cluster(configuration)));
        objects.add(tree(jobManager.getDeployment()));
        for (HasMetadata resource : jobManager.getAccompanyingResources()) {
          objects.add(tree(resource));
        }
        objects.add(
            tree(
                KubernetesTaskManagerFactory.buildTaskManagerKubernetesPod(
                        template(
                            client,
                            configuration,
                            KubernetesConfigOptions.TASK_MANAGER_POD_TEMPLATE),
                        pod(configuration, taskManager))
                    .getInternalResource()));
      }
      objects.forEach(object -> withoutPaths(object, folder.path()));
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("Flink cannot render it: " + e, e);
    }
  }

  private static Configuration configuration(OperatorVerdict verdict, TemporaryFolder folder) {
    Configuration configuration = new Configuration();
    verdict
        .configuration()
        .forEach(
            (key, value) -> {
              if (!key.equals("$internal.flink.version")) {
                configuration.setString(key, value);
              }
            });
    for (Map.Entry<String, String> template : verdict.templates().entrySet()) {
      String file = template.getKey() + ".yaml";
      folder.write(file, template.getValue());
      configuration.setString(
          "kubernetes.pod-template-file." + template.getKey(),
          folder.path().resolve(file).toString());
    }
    configuration.set(DeploymentOptionsInternal.CONF_DIR, folder.path().toString());
    // What KubernetesClusterDescriptor sets before it renders.
    KubernetesUtils.checkAndUpdatePortConfigOption(
        configuration, BlobServerOptions.PORT, Constants.BLOB_SERVER_PORT);
    KubernetesUtils.checkAndUpdatePortConfigOption(
        configuration, TaskManagerOptions.RPC_PORT, Constants.TASK_MANAGER_RPC_PORT);
    KubernetesUtils.checkAndUpdatePortConfigOption(
        configuration,
        HighAvailabilityOptions.HA_JOB_MANAGER_PORT_RANGE,
        configuration.get(JobManagerOptions.PORT));
    configuration.setString("$internal.cluster.execution-mode", "NORMAL");
    configuration.set(
        KubernetesConfigOptionsInternal.ENTRY_POINT_CLASS,
        KubernetesApplicationClusterEntrypoint.class.getName());
    return configuration;
  }

  private static ClusterSpecification cluster(Configuration configuration) {
    return new ClusterSpecification.ClusterSpecificationBuilder()
        .setMasterMemoryMB(configuration.get(JobManagerOptions.TOTAL_PROCESS_MEMORY).getMebiBytes())
        .setTaskManagerMemoryMB(
            configuration.get(TaskManagerOptions.TOTAL_PROCESS_MEMORY).getMebiBytes())
        .setSlotsPerTaskManager(configuration.get(TaskManagerOptions.NUM_TASK_SLOTS))
        .createClusterSpecification();
  }

  private static FlinkPod template(
      FlinkKubeClient client,
      Configuration configuration,
      org.apache.flink.configuration.ConfigOption<String> option) {
    return KubernetesUtils.loadPodFromTemplateFile(
        client, new File(configuration.get(option)), Constants.MAIN_CONTAINER_NAME);
  }

  private static KubernetesTaskManagerParameters pod(
      Configuration configuration, TaskExecutorProcessSpec taskManager) {
    return new KubernetesTaskManagerParameters(
        configuration,
        configuration.get(KubernetesConfigOptions.CLUSTER_ID) + "-taskmanager-1-1",
        "",
        "",
        ContaineredTaskManagerParameters.create(configuration, taskManager),
        ExternalResourceUtils.getExternalResourceConfigurationKeys(
            configuration, KubernetesConfigOptions.EXTERNAL_RESOURCE_KUBERNETES_CONFIG_KEY_SUFFIX),
        Set.of());
  }

  private static JsonNode tree(HasMetadata object) {
    return Yaml.documents(Serialization.asYaml(object)).get(0);
  }

  /** ConfigMaps hold the configuration as text, with the folder of this rendering in it. */
  private static void withoutPaths(JsonNode object, Path folder) {
    if (object.path("data") instanceof ObjectNode data) {
      data.properties()
          .forEach(
              entry ->
                  entry.setValue(
                      data.textNode(
                          entry.getValue().asText().replace(folder.toString(), "/templates"))));
    }
  }
}
