// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.flinkqlip.jobs.config.ReferencePage;

/** Writes the reference page of all options from the classes that declare them. */
public final class ConfigurationReference {
  private static final String INTRODUCTION =
      """
      <!-- Generated from the classes in org.flinkqlip.jobs and its options: change those, then run
      mvn test -Dquick -pl jobs -am -Dtest=ConfigurationReferenceTest \
      -Dsurefire.failIfNoSpecifiedTests=false -Dqlip.docs.write=true -->

      Options of the jobs, whether they run as %s, with `flink run` or on Kubernetes.
      The tables are those of %s; what is different in %s is at the end. Give them as `--key value` or `--key=value`, or in a file with `--config FILE`:
      YAML with nested or dotted keys (`.yaml`, `.yml`), or Java properties (`.properties`). The
      command line is stronger than the file. A flag alone means `true`. Durations are written
      `200 ms`, `5 s` or `10 min`, sizes `512 kb` or `32 mb`, lists `a,b` or as in YAML.

      ```yaml
      kafka:
        bootstrap-servers: broker-1:9092,broker-2:9092
        properties:
          security.protocol: SASL_SSL
      model:
        bundle: s3://models/qlip-b16-256
        provider: cuda
      batch.max-images: 32
      ```

      An unknown key fails the start and names the nearest known one; so does a value that is not of
      its type. The effective options are logged once at the start, with secrets masked: keep those
      in the file rather than on the command line, which other users of the machine can see.

      Settings of Flink itself come, strongest first, from `flink.*`, from the options that were
      given, from the cluster's own configuration, and from the defaults below.
      """;

  private static final String OTHER =
      """
      %s: `./qlip %s`, or
      `flink run -c %s`. %s
      Options are those of %s but for these:
      """;

  private ConfigurationReference() {}

  /** The page as Markdown. */
  public static String page() {
    StreamJob first = StreamJobs.ALL.get(0);
    List<StreamJob> others = StreamJobs.ALL.subList(1, StreamJobs.ALL.size());
    StringBuilder page = new StringBuilder();
    page.append(
        new ReferencePage(first.catalog()).markdown("Configuration", introduction(first, others)));
    for (StreamJob other : others) {
      page.append(
          new ReferencePage(other.catalog())
              .differences(other.mainClass(), of(other, first), first.catalog()));
    }
    return page.toString();
  }

  private static String introduction(StreamJob first, List<StreamJob> others) {
    return INTRODUCTION.formatted(
        listed(StreamJobs.ALL, job -> "`./qlip " + job.description().command() + "`", "or"),
        first.mainClass(),
        listed(
            others,
            job -> "[%s](#%s)".formatted(job.mainClass(), job.mainClass().toLowerCase(Locale.ROOT)),
            "and"));
  }

  private static String of(StreamJob other, StreamJob first) {
    return OTHER.formatted(
        other.description().summary(),
        other.description().command(),
        other.getClass().getName(),
        other.description().needs(),
        first.mainClass());
  }

  /** Such as {@code a, b and c}. */
  private static String listed(
      List<StreamJob> jobs, Function<StreamJob, String> text, String conjunction) {
    String all = jobs.stream().map(text).collect(Collectors.joining(", "));
    return all.replaceFirst(", (?=[^,]*$)", " " + conjunction + " ");
  }

  /** Writes the page to the file that is the only argument. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("usage: ConfigurationReference FILE");
    }
    Path file = Path.of(arguments[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, page());
  }
}
