// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.facebook.presto.hive.s3.S3ConfigurationUpdater;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every key of a deployment's configuration is one that somebody reads. */
final class KeysCheck implements Check {
  /** Families of keys whose middle is a name of our own. */
  private static final Pattern NAMED =
      Pattern.compile("(external-resource|metrics\\.reporter)\\.([^.]+)\\.(.+)");

  private static final Set<String> OF_EXTERNAL_RESOURCES =
      Set.of("amount", "kubernetes.config-key", "driver-factory.class");

  private static final Set<String> OF_REPORTERS =
      Set.of(
          "factory.class",
          "port",
          "filterLabelValueCharacters",
          "interval",
          "filter.includes",
          "filter.excludes",
          "scope.variables.excludes",
          "scope.variables.additional");

  private static final FlinkKeys FLINK = FlinkKeys.ofClassPath();
  private static final Set<String> PRESTO = prestoKeys();

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Deployment deployment : manifests.deployments()) {
      Set<String> ofOperator = manifests.verdict(deployment).knownKeys();
      for (String key : deployment.configuration().keySet()) {
        String problem = problem(key, ofOperator);
        if (!problem.isEmpty()) {
          problems.add("[%s] %s %s".formatted(deployment, key, problem));
        }
      }
    }
    return problems;
  }

  private static String problem(String key, Set<String> ofOperator) {
    if (key.startsWith("kubernetes.operator.")) {
      return ofOperator.contains(key) ? "" : "is no option of the operator";
    }
    if (key.startsWith("job.autoscaler.")) {
      return key.equals("job.autoscaler.enabled") ? "" : "is set, though the autoscaler is off";
    }
    if (key.startsWith("presto.s3.")) {
      return PRESTO.contains(key) ? "" : "is no option of the S3 file system";
    }
    Matcher named = NAMED.matcher(key);
    if (named.matches()) {
      Set<String> known =
          named.group(1).equals("external-resource") ? OF_EXTERNAL_RESOURCES : OF_REPORTERS;
      return known.contains(named.group(3)) ? "" : "has an unknown ending";
    }
    return FLINK.problem(key);
  }

  private static Set<String> prestoKeys() {
    Set<String> keys = new TreeSet<>();
    for (Field field : S3ConfigurationUpdater.class.getFields()) {
      try {
        keys.add(String.valueOf(field.get(null)));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return keys;
  }
}
