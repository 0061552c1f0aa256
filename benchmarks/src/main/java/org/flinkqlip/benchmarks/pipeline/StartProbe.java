// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.nio.file.Path;
import org.flinkqlip.local.cluster.EmbeddedLogging;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.metrics.OperatorMetric;

/**
 * One start of everything, in a JVM of its own: prints when each part was ready, in milliseconds
 * since the process was launched, and what the model's start took of it.
 */
final class StartProbe {
  static final String JVM = "jvm";
  static final String BROKER = "broker";
  static final String CLUSTER = "cluster";
  static final String INPUT = "input";
  static final String RUNNING = "running";
  static final String FIRST_RESULT = "firstResult";
  static final String LOAD = "load";
  static final String WARM_UP = "warmUp";

  private static final int IMAGES = 16;
  private static final int EDGE = 256;

  private StartProbe() {}

  /**
   * Starts, waits for a result and stops.
   *
   * @param arguments folder for files, folder of the bundle, when the process was launched in
   *     milliseconds since 1970
   */
  public static void main(String[] arguments) throws Exception {
    long launched = Long.parseLong(arguments[2]);
    ready(JVM, launched);
    Path directory = Path.of(arguments[0]);
    EmbeddedLogging.to(directory.resolve("start.log"));
    JobSetup setup = JobSetup.of(ModelBundle.open(Path.of(arguments[1])));
    try (Stack stack =
        Stack.start(directory, 1, StartGauges.PROPERTIES, part -> ready(part, launched))) {
      String input = stack.newInput(setup.partitions());
      stack.feed(input, Pictures.drawn(IMAGES, EDGE), IMAGES, Pace.UNLIMITED);
      ready(INPUT, launched);
      try (JobRun run = stack.run(setup, input, Watch.CLOSELY)) {
        ready(RUNNING, launched);
        run.awaitFirst();
        ready(FIRST_RESULT, launched);
        ChildJvm.print(LOAD, StartGauges.millis(OperatorMetric.MODEL_LOAD_TIME).orElseThrow());
        ChildJvm.print(
            WARM_UP, StartGauges.millis(OperatorMetric.MODEL_WARM_UP_TIME).orElseThrow());
      }
    }
  }

  private static void ready(String part, long launched) {
    ChildJvm.print(part, System.currentTimeMillis() - launched);
  }
}
