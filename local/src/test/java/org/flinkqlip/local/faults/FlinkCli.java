// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flink's command line, {@code flink run -d}, in a JVM of its own, as users submit jobs. It finds
 * the leading job manager through ZooKeeper.
 */
final class FlinkCli {
  private static final String MAIN_CLASS = "org.apache.flink.client.cli.CliFrontend";
  private static final Pattern SUBMITTED =
      Pattern.compile("Job has been submitted with JobID ([0-9a-f]{32})");
  private static final String FAILED = "The program finished with the following exception:";
  private static final long TIMEOUT_SECONDS = 120;
  private static final int MAX_QUOTED = 2_000;

  private final FlinkJvm jvm;
  private final Path log;

  FlinkCli(FlinkJvm jvm) {
    this.jvm = jvm;
    this.log = jvm.directory().resolve("flink-run.log");
  }

  /**
   * Submits a job.
   *
   * @param savepoint from which it goes on, if any
   * @param arguments of the main class
   * @return the job's id
   * @throws IOException if the job was not submitted; the message quotes what Flink printed
   */
  String run(
      Path jar,
      Class<?> mainClass,
      int parallelism,
      Optional<String> savepoint,
      List<String> arguments)
      throws IOException, InterruptedException {
    List<String> run =
        new ArrayList<>(
            List.of("run", "-d", "-c", mainClass.getName(), "-p", Integer.toString(parallelism)));
    savepoint.ifPresent(path -> run.addAll(List.of("-s", path)));
    run.add(jar.toAbsolutePath().normalize().toString());
    run.addAll(arguments);
    long before = Files.exists(log) ? Files.size(log) : 0;
    String ending = execute(run);
    String output = Files.readString(log).substring((int) before);
    Matcher submitted = SUBMITTED.matcher(output);
    if (!ending.equals("ended with code 0") || !submitted.find()) {
      throw new IOException(
          "flink %s %s: %s".formatted(String.join(" ", run), ending, quoted(output)));
    }
    return submitted.group(1);
  }

  private String execute(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm.arguments(List.of("-Xmx256m"), MAIN_CLASS, arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("FLINK_CONF_DIR", jvm.configuration().toString());
    Process process = builder.start();
    try {
      return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          ? "ended with code " + process.exitValue()
          : "did not end within %d s".formatted(TIMEOUT_SECONDS);
    } finally {
      process.destroyForcibly();
    }
  }

  /** From Flink's own report of a failure on, or else the end. */
  private String quoted(String output) {
    int failed = output.indexOf(FAILED);
    String wanted =
        failed < 0
            ? output.substring(Math.max(0, output.length() - MAX_QUOTED))
            : output.substring(failed, Math.min(output.length(), failed + MAX_QUOTED));
    return wanted.strip() + "\nAll of it: " + log;
  }
}
