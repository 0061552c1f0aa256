// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The operator's code is really asked: it refuses what it is known to refuse. */
class OperatorRefusalsTest {
  @Test
  void itRefusesWhatItMust() {
    Map<String, Consumer<ObjectNode>> faults = new LinkedHashMap<>();
    faults.put("name", one -> ((ObjectNode) one.path("metadata")).put("name", "Tokenize_Images"));
    faults.put("forbidden key", one -> configuration(one).put("kubernetes.cluster-id", "other"));
    faults.put(
        "savepoint directory",
        one -> configuration(one).remove("execution.checkpointing.savepoint-dir"));
    faults.put("parallelism", one -> ((ObjectNode) one.at("/spec/job")).put("parallelism", 0));
    faults.put("replicas", one -> ((ObjectNode) one.at("/spec/jobManager")).put("replicas", 2));

    Rendered base = Manifests.ours().rendered().get(0);
    Map<String, Deployment> broken = new LinkedHashMap<>();
    faults.forEach(
        (fault, breaking) -> {
          ObjectNode object = base.deployments().get(0).object().deepCopy();
          breaking.accept(object);
          broken.put(fault, new Deployment(new Rendered(fault, List.<JsonNode>of()), object));
        });
    Map<String, OperatorVerdict> verdicts = OperatorVerdict.of(new ArrayList<>(broken.values()));

    broken.forEach(
        (fault, deployment) ->
            assertThat(verdicts.get(deployment.toString()).refusal()).as(fault).isPresent());
  }

  private static ObjectNode configuration(ObjectNode deployment) {
    return (ObjectNode) deployment.at("/spec/flinkConfiguration");
  }
}
