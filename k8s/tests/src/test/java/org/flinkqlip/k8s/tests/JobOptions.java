// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.options.CommonOptions;

/**
 * The options of a deployment's job, read by the job's own code from arguments, Secret and mount.
 */
final class JobOptions {
  private static final String CONFIG = "--config=";

  private JobOptions() {}

  /**
   * The options as the job will see them.
   *
   * @throws RuntimeException if it would refuse them, or cannot find them
   */
  static CommonOptions of(Deployment deployment) {
    String entryClass = deployment.spec().at("/job/entryClass").asText();
    StreamJob job =
        StreamJobs.ALL.stream()
            .filter(listed -> listed.getClass().getName().equals(entryClass))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(entryClass + " is no job"));
    try (TemporaryFolder folder = new TemporaryFolder()) {
      List<String> arguments = new ArrayList<>();
      for (String argument : deployment.arguments()) {
        if (argument.startsWith(CONFIG)) {
          folder.write("options.yaml", file(deployment, argument.substring(CONFIG.length())));
          arguments.add(CONFIG + folder.path().resolve("options.yaml"));
        } else {
          arguments.add(argument);
        }
      }
      CommonOptions options = job.parse(arguments);
      // Checks the options against what the deployment sets of Flink.
      JobEnvironment.configuration(options, Configuration.fromMap(deployment.configuration()));
      return options;
    }
  }

  /** The text of a file that a Secret puts into the job manager's pod. */
  private static String file(Deployment deployment, String path) {
    int slash = path.lastIndexOf('/');
    String volume =
        Optional.ofNullable(deployment.mounts("jobManager").get(path.substring(0, slash)))
            .orElseThrow(() -> new IllegalStateException("nothing is mounted for " + path));
    String secret =
        deployment
            .volume("jobManager", volume)
            .map(found -> found.at("/secret/secretName").asText())
            .orElseThrow(() -> new IllegalStateException("no volume is named " + volume));
    JsonNode object =
        deployment
            .among()
            .find("Secret", secret)
            .orElseThrow(() -> new IllegalStateException("there is no Secret " + secret));
    return OptionsSecret.text(object, path.substring(slash + 1))
        .orElseThrow(
            () -> new IllegalStateException("Secret %s has no %s".formatted(secret, path)));
  }
}
