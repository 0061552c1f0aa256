// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.util.ArrayList;
import java.util.List;

/** The operator itself accepts each deployment. */
final class OperatorCheck implements Check {
  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Deployment deployment : manifests.deployments()) {
      manifests
          .verdict(deployment)
          .refusal()
          .ifPresent(refusal -> problems.add("[%s] %s".formatted(deployment, refusal)));
    }
    return problems;
  }
}
