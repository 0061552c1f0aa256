// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
  private static final Option<String> TOPIC = Option.text("source.topic", "images", "d");
  private static final Option<Integer> SIZE = Option.integer("batch.size", 8, "d").atLeast(1);
  private static final Option<Duration> LINGER =
      Option.duration("batch.linger", Duration.ofMillis(50), "d");
  private static final Option<Boolean> BOUNDED = Option.flag("source.bounded", false, "d");
  private static final Option<List<String>> HOSTS = Option.list("fetch.hosts", List.of(), "d");
  private static final Option<String> PASSWORD = Option.text("registry.auth", "d").secret();
  private static final Option<String> BUNDLE = Option.text("model.bundle", "d").required();
  private static final PassThrough KAFKA = new PassThrough("kafka.properties.", "d");

  private static final OptionCatalog CATALOG =
      new OptionCatalog(
          List.of(
              new OptionGroup(
                  "All", "d", List.of(TOPIC, SIZE, LINGER, BOUNDED, HOSTS, PASSWORD, BUNDLE))),
          List.of(KAFKA));

  @TempDir private Path temp;

  @Test
  void optionsHaveTheirDefaults() {
    Settings settings = read("--model.bundle", "b");

    assertThat(settings.get(TOPIC)).isEqualTo("images");
    assertThat(settings.isSet(TOPIC)).isFalse();
    assertThat(settings.get(BUNDLE)).isEqualTo("b");
    assertThat(settings.isSet(BUNDLE)).isTrue();
    assertThat(settings.find(PASSWORD)).isEmpty();
  }

  @Test
  void argumentsAreReadInEachForm() {
    Settings settings =
        read(
            "--source.topic=a=b",
            "--batch.size",
            "4",
            "--source.bounded",
            "--model.bundle",
            "b",
            "--fetch.hosts",
            "x.org,y.org");

    assertThat(settings.get(TOPIC)).isEqualTo("a=b");
    assertThat(settings.get(SIZE)).isEqualTo(4);
    assertThat(settings.get(BOUNDED)).isTrue();
    assertThat(settings.get(HOSTS)).containsExactly("x.org", "y.org");
  }

  @Test
  void yamlMayNestKeysOrNot() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("job.yaml"),
            """
            source:
              topic: pictures
              bounded: true
            batch.linger: 20 ms
            batch:
              size: 16
            fetch:
              hosts: [x.org, y.org]
            model.bundle: /models/b
            registry.auth: 0123
            kafka:
              properties:
                security.protocol: SASL_SSL
                sasl:
                  mechanism: PLAIN
            """);

    Settings settings = read("--config", file.toString());

    assertThat(settings.get(TOPIC)).isEqualTo("pictures");
    assertThat(settings.get(BOUNDED)).isTrue();
    assertThat(settings.get(LINGER)).isEqualTo(Duration.ofMillis(20));
    assertThat(settings.get(SIZE)).isEqualTo(16);
    assertThat(settings.get(HOSTS)).containsExactly("x.org", "y.org");
    assertThat(settings.get(PASSWORD)).isEqualTo("0123");
    assertThat(settings.under(KAFKA))
        .isEqualTo(Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN"));
  }

  @Test
  void propertiesFilesAreReadToo() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("job.properties"), "model.bundle=b\nfetch.hosts=x.org,y.org\n");

    Settings settings = read("--config=" + file);

    assertThat(settings.get(BUNDLE)).isEqualTo("b");
    assertThat(settings.get(HOSTS)).containsExactly("x.org", "y.org");
  }

  @Test
  void argumentsAreStrongerThanTheFile() throws IOException {
    Path file = Files.writeString(temp.resolve("job.yml"), "source.topic: a\nmodel.bundle: b\n");

    Settings settings = read("--source.topic", "c", "--config", file.toString());

    assertThat(settings.get(TOPIC)).isEqualTo("c");
    assertThat(settings.get(BUNDLE)).isEqualTo("b");
  }

  @Test
  void anUnknownOptionIsReportedWithTheNearestKnownOneAndItsOrigin() throws IOException {
    Path file = Files.writeString(temp.resolve("job.yaml"), "batch.lingers: 1 s\n");

    assertThatThrownBy(
            () -> read("--config", file.toString(), "--model.bundle", "b", "--entirely.off", "1"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessage(
            """
            2 options cannot be used:
              unknown option 'batch.lingers' (job.yaml); did you mean 'batch.linger'?
              unknown option 'entirely.off' (command line); --help lists the known ones""");
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThatThrownBy(() -> read("--batch.size", "0", "--batch.linger", "x"))
        .isInstanceOfSatisfying(
            InvalidOptionsException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "batch.size: '0' is not valid, expected integer, at least 1 (command line)",
                        "batch.linger: 'x' is not valid, expected duration such as '200 ms' or"
                            + " '5 min' (command line)",
                        "model.bundle is not set: give --model.bundle <text>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "batch.size; --batch.size needs a value",
        "--batch.size --source.bounded; --batch.size needs a value",
        "--batch.size 1 --batch.size=2; --batch.size is given twice",
        "batch.size 1; unexpected argument 'batch.size'",
        "--; unexpected argument '--'",
        "--config missing.yaml; options file missing.yaml does not exist",
      })
  void argumentsThatMakeNoSenseAreRefused(String line, String message) {
    List<String> arguments =
        List.of((line.equals("batch.size") ? "--batch.size" : line).split(" "));

    assertThatThrownBy(() -> new SettingsReader(CATALOG).read(arguments))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "job.yaml; - a; it must hold keys and values",
        "job.yaml; 'batch.size: 1\nbatch.size: 2'; line 2: Duplicate field 'batch.size'",
        "job.yaml; 'batch.size: 1\nbatch:\n  size: 2'; 'batch.size' is given twice",
        "job.yaml; 'a: [1'; line",
        "job.yaml; 'a: 1\n---\nb: 2'; it must hold one YAML document",
        "job.yaml; 'a: &x 1\nb: *x'; 'b' is a YAML alias",
        "job.yaml; 'fetch.hosts: [[1]]'; must be a list of plain values",
        "job.properties; 'a=\\u00zz'; Malformed",
        "job.json; '{}'; its name must end in .yaml, .yml or .properties"
      })
  void filesThatMakeNoSenseAreRefusedByName(String name, String text, String message)
      throws IOException {
    Path file = Files.writeString(temp.resolve(name), text);

    assertThatThrownBy(() -> read("--config", file.toString()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith("options file " + name + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void aBrokenFileDoesNotShowItsContent() throws IOException {
    Path file = Files.writeString(temp.resolve("job.yaml"), "registry.auth: \"hunter2\n");

    assertThatThrownBy(() -> read("--config", file.toString())).hasMessageNotContaining("hunter2");
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    Path file = Files.writeString(temp.resolve("job.yaml"), "# nothing yet\n");

    assertThat(read("--config", file.toString(), "--model.bundle", "b").isSet(TOPIC)).isFalse();
  }

  @Test
  void effectiveOptionsAreDescribedWithoutSecrets() {
    Settings settings =
        read(
            "--model.bundle",
            "https://user:hunter2@host/b",
            "--registry.auth",
            "hunter2",
            "--kafka.properties.sasl.jaas.config",
            "hunter2",
            "--kafka.properties.ssl.key.password",
            "hunter2",
            "--kafka.properties.client.id",
            "me");

    assertThat(settings.describe())
        .containsEntry("model.bundle", "https://******@host/b")
        .containsEntry("registry.auth", "******")
        .containsEntry("kafka.properties.sasl.jaas.config", "******")
        .containsEntry("kafka.properties.ssl.key.password", "******")
        .containsEntry("kafka.properties.client.id", "me")
        .containsEntry("batch.linger", "50 ms")
        .doesNotContainValue("hunter2");
  }

  private static Settings read(String... arguments) {
    return new SettingsReader(CATALOG).read(List.of(arguments));
  }
}
