// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flinkqlip.jobs.options.CommonOptions;

/** Topics and users of Kafka, against the options of the jobs: exactly what they need. */
final class KafkaCheck implements Check {
  private static final long ROOM_OF_A_RECORD = 16 * 1024;
  private static final long BROKERS_DEFAULT = 1_048_588;

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Rendered rendered : manifests.rendered()) {
      if (rendered.ofKind("KafkaUser").findAny().isEmpty()) {
        continue;
      }
      Set<String> topics = new TreeSet<>();
      for (Deployment deployment : rendered.deployments()) {
        try {
          CommonOptions options = JobOptions.of(deployment);
          checkUser(deployment, options, problems);
          checkTopics(deployment, options, problems);
          topics.add(options.source().topic());
          topics.addAll(options.sink().topics());
        } catch (RuntimeException e) {
          problems.add("[%s] %s".formatted(deployment, e.getMessage()));
        }
      }
      Set<String> made = new TreeSet<>();
      rendered.ofKind("KafkaTopic").forEach(topic -> made.add(Rendered.nameOf(topic)));
      if (!made.equals(topics)) {
        problems.add("[%s] topics %s are made, the jobs use %s".formatted(rendered, made, topics));
      }
    }
    return problems;
  }

  private static void checkUser(
      Deployment deployment, CommonOptions options, List<String> problems) {
    Set<String> granted = new TreeSet<>();
    JsonNode user = deployment.among().find("KafkaUser", deployment.job()).orElse(null);
    if (user == null) {
      problems.add("[%s] has no KafkaUser of its name".formatted(deployment));
      return;
    }
    for (JsonNode acl : user.at("/spec/authorization/acls")) {
      for (JsonNode operation : acl.path("operations")) {
        granted.add(
            acl(
                acl.at("/resource/type").asText(),
                acl.at("/resource/patternType").asText(),
                acl.at("/resource/name").asText(),
                operation.asText()));
      }
    }
    Set<String> needed = new TreeSet<>();
    for (String operation : List.of("Describe", "Read")) {
      needed.add(acl("topic", "literal", options.source().topic(), operation));
      needed.add(acl("group", "literal", options.source().groupId(), operation));
    }
    for (String operation : List.of("Describe", "Write")) {
      needed.add(
          acl("transactionalId", "prefix", options.sink().transactionalIdPrefix(), operation));
    }
    for (String topic : options.sink().topics()) {
      for (String operation : List.of("Describe", "DescribeConfigs", "Read", "Write")) {
        needed.add(acl("topic", "literal", topic, operation));
      }
    }
    if (!granted.equals(needed)) {
      Set<String> missing = new TreeSet<>(needed);
      missing.removeAll(granted);
      granted.removeAll(needed);
      problems.add(
          "[%s] KafkaUser lacks %s and has %s too much".formatted(deployment, missing, granted));
    }
  }

  private static void checkTopics(
      Deployment deployment, CommonOptions options, List<String> problems) {
    long needed = options.sink().maxRecordBytes().getBytes() + ROOM_OF_A_RECORD;
    for (String name : options.sink().topics()) {
      deployment
          .among()
          .find("KafkaTopic", name)
          .map(topic -> topic.at("/spec/config/max.message.bytes").asLong(BROKERS_DEFAULT))
          .filter(bytes -> bytes < needed)
          .ifPresent(
              bytes ->
                  problems.add(
                      "[%s] topic %s takes %d bytes, sink.max-record-bytes and room are %d"
                          .formatted(deployment, name, bytes, needed)));
    }
  }

  private static String acl(String type, String pattern, String name, String operation) {
    return "%s on %s %s (%s)".formatted(operation, type, name, pattern);
  }
}
