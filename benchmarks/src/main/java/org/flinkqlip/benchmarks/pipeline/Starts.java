// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** From the launch of a process to the first tokenized image, and where the time goes. */
final class Starts {
  private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:+UseParallelGC");

  private final ModelBundle bundle;
  private final Path work;
  private final Findings findings;

  Starts(ModelBundle bundle, Path work, Findings findings) {
    this.bundle = requireNonNull(bundle, "bundle is null");
    this.work = requireNonNull(work, "work is null");
    this.findings = requireNonNull(findings, "findings is null");
  }

  /** Starts so many times; the run with the median total counts. */
  void run(int count) throws Exception {
    List<ChildJvm.Figures> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path directory = work.resolve("start-" + i);
      runs.add(
          ChildJvm.run(
              StartProbe.class,
              OPTIONS,
              directory.resolve("start.err"),
              List.of(
                  directory.toString(),
                  bundle.directory().toAbsolutePath().toString(),
                  Long.toString(System.currentTimeMillis()))));
    }
    runs.sort(Comparator.comparingLong(run -> run.of(StartProbe.FIRST_RESULT)));
    report(runs.get(count / 2));
    mapped();
  }

  private void report(ChildJvm.Figures run) {
    long model = run.of(StartProbe.LOAD) + run.of(StartProbe.WARM_UP);
    millis("startTotalMillis", run.of(StartProbe.FIRST_RESULT), "process to first result: all");
    millis(
        "startJobMillis",
        run.of(StartProbe.FIRST_RESULT) - run.of(StartProbe.INPUT),
        "of these, the job: its submission to its first result, images waiting");
    millis("startJvmMillis", run.of(StartProbe.JVM), "launch to main");
    step(run, "startBrokerMillis", StartProbe.JVM, StartProbe.BROKER, "Kafka ready");
    step(run, "startClusterMillis", StartProbe.BROKER, StartProbe.CLUSTER, "Flink takes jobs");
    step(run, "startInputMillis", StartProbe.CLUSTER, StartProbe.INPUT, "topics made, images in");
    millis(
        "startDeployMillis",
        run.of(StartProbe.RUNNING) - run.of(StartProbe.INPUT) - model,
        "job checked, submitted and deployed, without the model's start");
    millis("startLoadMillis", run.of(StartProbe.LOAD), "digests checked, session loaded");
    millis("startWarmUpMillis", run.of(StartProbe.WARM_UP), "a full batch of zeros");
    step(
        run,
        "startFirstResultMillis",
        StartProbe.RUNNING,
        StartProbe.FIRST_RESULT,
        "running, as Flink tells within 100 ms, to the first codes; what came before counts as 0");
  }

  private void step(ChildJvm.Figures run, String name, String from, String to, String note) {
    millis(name, run.of(to) - run.of(from), note);
  }

  private void millis(String name, long value, String note) {
    findings.figure(name, value, "ms", note);
  }

  private void mapped() throws Exception {
    Path weights = bundle.file(ModelBundle.ENCODER_WEIGHTS);
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(0))) {
      findings.gate(
          "startWeightsAreMapped",
          MappedFile.isMapped(weights),
          "%s is in /proc/self/maps while the session on %s is open"
              .formatted(weights.getFileName(), session.provider()));
    }
  }
}
