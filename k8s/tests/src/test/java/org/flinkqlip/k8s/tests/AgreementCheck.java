// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.util.TimeUtils;
import org.flinkqlip.jobs.options.CommonOptions;

/** What one place says, another says too: images, files, accounts, options, secrets, budgets. */
final class AgreementCheck implements Check {
  private static final String JAR = "local:///opt/flink/usrlib/flink-qlip-jobs.jar";
  private static final Pattern IMAGE = Pattern.compile("(?:[^/]+/)*flink-qlip:(.+)-(cpu|gpu)");

  /** Secrets that the manifests do not make, and who does: users and CA, by Strimzi or by hand. */
  private static final String CLUSTER_CA = "kafka-cluster-ca-cert";

  private List<String> problems;

  @Override
  public List<String> problems(Manifests manifests) {
    problems = new ArrayList<>();
    for (Rendered rendered : manifests.rendered()) {
      checkBindings(rendered);
      checkBudgets(rendered);
      checkKeys(rendered);
      List<String> identities = new ArrayList<>();
      for (Deployment deployment : rendered.deployments()) {
        checkImage(deployment);
        checkAccounts(deployment);
        checkSecrets(deployment);
        checkDirectories(deployment);
        checkOptions(deployment, identities);
      }
    }
    return problems;
  }

  private void checkImage(Deployment deployment) {
    String image = deployment.spec().path("image").asText();
    Matcher parts = IMAGE.matcher(image);
    if (!parts.matches()) {
      add(deployment, "image %s is not flink-qlip:<version>-cpu or -gpu", image);
      return;
    }
    if (!parts.group(1).equals(Repository.version())) {
      add(deployment, "image %s is not of version %s", image, Repository.version());
    }
    boolean isCuda = deployment.arguments().contains("--model.provider=cuda");
    if (parts.group(2).equals("gpu") != deployment.hasGpu() || deployment.hasGpu() != isCuda) {
      add(
          deployment,
          "image %s, GPU %s and provider cuda %s do not agree",
          image,
          deployment.hasGpu(),
          isCuda);
    }
    if (!deployment.spec().at("/job/jarURI").asText().equals(JAR)) {
      add(deployment, "jarURI is not %s, where the image has it", JAR);
    }
  }

  private void checkAccounts(Deployment deployment) {
    for (String account :
        List.of(
            deployment.spec().path("serviceAccount").asText(),
            deployment
                .configuration()
                .getOrDefault("kubernetes.taskmanager.service-account", ""))) {
      if (deployment.among().find("ServiceAccount", account).isEmpty()) {
        add(deployment, "service account %s is not among the objects", account);
      }
    }
  }

  private void checkSecrets(Deployment deployment) {
    Set<String> names = new TreeSet<>();
    deployment.volumes("jobManager").forEach(volume -> addSecret(volume, names));
    deployment.volumes("taskManager").forEach(volume -> addSecret(volume, names));
    deployment
        .containers()
        .flatMap(container -> Deployment.each(container.path("env")))
        .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asText())
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    for (String name : names) {
      boolean isElsewhere = name.equals(deployment.job()) || name.equals(CLUSTER_CA);
      if (!isElsewhere && deployment.among().find("Secret", name).isEmpty()) {
        add(deployment, "Secret %s is not among the objects", name);
      }
    }
    deployment
        .containers()
        .flatMap(container -> Deployment.each(container.path("env")))
        .filter(variable -> variable.path("name").asText().matches(".*(KEY|PASSWORD|SECRET).*"))
        .filter(variable -> variable.has("value"))
        .forEach(variable -> add(deployment, "%s is given as text", variable.path("name")));
  }

  private static void addSecret(JsonNode volume, Set<String> names) {
    if (volume.has("secret")) {
      names.add(volume.at("/secret/secretName").asText());
    }
  }

  /** Static keys are for dev alone, and literal credentials for nobody. */
  private void checkKeys(Rendered rendered) {
    boolean isDev = rendered.name().equals("dev");
    rendered
        .ofKind("Secret")
        .filter(secret -> !Rendered.nameOf(secret).contains("-options"))
        .filter(secret -> !isDev)
        .forEach(
            secret ->
                problems.add(
                    "[%s] Secret %s holds static keys"
                        .formatted(rendered, Rendered.nameOf(secret))));
    for (Deployment deployment : rendered.deployments()) {
      if (deployment.configuration().keySet().stream().anyMatch(key -> key.endsWith("-key"))
          && Stream.of("presto.s3.access-key", "presto.s3.secret-key")
              .anyMatch(deployment.configuration()::containsKey)) {
        add(deployment, "flinkConfiguration holds keys of the object store");
      }
      boolean hasRole = deployment.configuration().containsKey("presto.s3.credentials-provider");
      if (!rendered.name().equals("base") && hasRole == isDev) {
        add(deployment, "credentials of the object store are not those of this overlay");
      }
    }
  }

  /** Everything of a job lies below one folder of one bucket. */
  private void checkDirectories(Deployment deployment) {
    Set<String> folders = new TreeSet<>();
    for (String key :
        List.of(
            "execution.checkpointing.dir",
            "execution.checkpointing.savepoint-dir",
            "high-availability.storageDir")) {
      String value = deployment.configuration().get(key);
      if (value != null) {
        folders.add(value.substring(0, value.lastIndexOf('/')));
      }
    }
    deployment.arguments().stream()
        .filter(argument -> argument.startsWith("--quarantine.directory="))
        .map(argument -> argument.substring(argument.indexOf('=') + 1))
        .forEach(value -> folders.add(value.substring(0, value.lastIndexOf('/'))));
    if (folders.size() != 1 || !folders.iterator().next().endsWith("/" + deployment.job())) {
      add(deployment, "directories are not below one folder of the job: %s", folders);
    }
  }

  private void checkOptions(Deployment deployment, List<String> identities) {
    CommonOptions options;
    try {
      options = JobOptions.of(deployment);
    } catch (RuntimeException e) {
      add(deployment, "%s", e.getMessage());
      return;
    }
    for (String identity :
        List.of(options.source().groupId(), options.sink().transactionalIdPrefix())) {
      if (!identity.equals("flink-qlip-" + deployment.job())) {
        add(deployment, "%s is not flink-qlip-%s", identity, deployment.job());
      }
    }
    String prefix = options.sink().transactionalIdPrefix();
    for (String other : identities) {
      if (other.startsWith(prefix) || prefix.startsWith(other)) {
        add(deployment, "transactional ids begin like another job's: %s", prefix);
      }
    }
    identities.add(prefix);
    Duration age =
        TimeUtils.parseDuration(
            deployment
                .configuration()
                .getOrDefault(
                    "kubernetes.operator.job.upgrade.last-state.max.allowed.checkpoint.age",
                    "9999 d"));
    if (age.compareTo(options.sink().transactionTimeout()) >= 0) {
      add(
          deployment,
          "last-state.max.allowed.checkpoint.age (%s) must be shorter than sink.transaction-timeout (%s)",
          age,
          options.sink().transactionTimeout());
    }
  }

  private void checkBindings(Rendered rendered) {
    rendered
        .ofKind("RoleBinding")
        .forEach(
            binding -> {
              String role = binding.at("/roleRef/name").asText();
              if (rendered.find("Role", role).isEmpty()) {
                problems.add("[%s] role %s is bound and not there".formatted(rendered, role));
              }
              for (JsonNode subject : binding.path("subjects")) {
                if (rendered.find("ServiceAccount", subject.path("name").asText()).isEmpty()) {
                  problems.add(
                      "[%s] account %s is bound and not there"
                          .formatted(rendered, subject.path("name").asText()));
                }
              }
            });
    Stream.of("ClusterRole", "ClusterRoleBinding")
        .flatMap(rendered::ofKind)
        .forEach(object -> problems.add("[%s] has a role of the cluster".formatted(rendered)));
  }

  /** A budget where there are two job managers, and nowhere else. */
  private void checkBudgets(Rendered rendered) {
    Set<String> budgets = new TreeSet<>();
    rendered
        .ofKind("PodDisruptionBudget")
        .forEach(budget -> budgets.add(budget.at("/spec/selector/matchLabels/app").asText()));
    Set<String> wanted = new TreeSet<>();
    for (Deployment deployment : rendered.deployments()) {
      if (deployment.spec().at("/jobManager/replicas").asInt() > 1) {
        wanted.add(deployment.job());
      }
    }
    if (!budgets.equals(wanted)) {
      problems.add(
          "[%s] disruption budgets for %s, two job managers in %s"
              .formatted(rendered, budgets, wanted));
    }
  }

  private void add(Deployment deployment, String problem, Object... values) {
    problems.add("[%s] ".formatted(deployment) + problem.formatted(values));
  }
}
