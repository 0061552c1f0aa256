// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is, and what must not be, in the jar that a Flink cluster gets. */
class JobJarITCase {
  private static final Path TARGET = Path.of(System.getProperty("basedir", "."), "target");

  private static Path jar;
  private static Set<String> entries;

  @BeforeAll
  static void openJar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      jar = files.filter(file -> file.toString().endsWith("-job.jar")).findFirst().orElseThrow();
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      entries = file.stream().map(ZipEntry::getName).collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/flinkqlip/schemas/ImageEvent.class",
        "org/flinkqlip/model/runtime/onnx/EncoderSession.class",
        "org/flinkqlip/operators/tokenize/TokenizeOperator.class",
        "org/flinkqlip/jobs/TokenizeImages.class",
        "org/apache/flink/connector/kafka/source/KafkaSource.class",
        "org/apache/kafka/clients/producer/KafkaProducer.class",
        "org/apache/avro/Schema.class",
        "org/apache/hc/client5/http/classic/methods/HttpGet.class",
        "org/apache/hc/core5/http/HttpHost.class",
        "com/fasterxml/jackson/dataformat/yaml/YAMLFactory.class",
        "com/github/luben/zstd/Zstd.class"
      })
  void whatTheClusterLacksIsIn(String entry) {
    assertThat(entries).contains(entry);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ai/onnxruntime/",
        "org/slf4j/",
        "org/apache/logging/",
        "org/apache/log4j/",
        "org/apache/flink/streaming/api/",
        "org/apache/flink/streaming/runtime/",
        "org/apache/flink/runtime/",
        "org/apache/flink/api/",
        "org/apache/flink/configuration/",
        "org/apache/flink/connector/base/",
        "org/junit/"
      })
  void whatTheClusterHasIsOut(String prefix) {
    assertThat(entries.stream().filter(entry -> entry.startsWith(prefix))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"picocli/", "org/flinkqlip/cli/", "org/flinkqlip/model/export/", "org/jspecify/"})
  void whatNoJobLoadsIsOut(String prefix) {
    assertThat(entries.stream().filter(entry -> entry.startsWith(prefix))).isEmpty();
  }

  @Test
  void noModelIsIn() {
    assertThat(entries.stream().filter(entry -> entry.endsWith(".safetensors"))).isEmpty();
  }

  @Test
  void signaturesAndModuleDescriptorsAreOut() {
    assertThat(
            entries.stream()
                .filter(
                    entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA)|.*module-info.class")))
        .isEmpty();
  }

  @Test
  void servicesOfAllPartsAreMerged() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(text(file, "META-INF/services/com.fasterxml.jackson.core.JsonFactory"))
          .contains("com.fasterxml.jackson.core.JsonFactory")
          .contains("com.fasterxml.jackson.dataformat.yaml.YAMLFactory");
    }
  }

  @Test
  void theMainClassIsTheJob() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.getManifest().getMainAttributes())
          .containsEntry(Attributes.Name.MAIN_CLASS, TokenizeImages.class.getName())
          .containsEntry(Attributes.Name.MULTI_RELEASE, "true");
    }
  }

  @Test
  void theJarRunsOnFlinksOwnClassPath() throws Exception {
    List<URL> classPath = new ArrayList<>();
    classPath.add(jar.toUri().toURL());
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      String name = Path.of(part).getFileName().toString();
      if (name.matches("(flink|slf4j|log4j|snakeyaml-engine|commons|kryo|jsr305).*\\.jar")
          && !name.contains("kafka")) {
        classPath.add(Path.of(part).toUri().toURL());
      }
    }
    PrintStream original = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    try (URLClassLoader cluster =
        new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
      cluster
          .loadClass(TokenizeImages.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {"--help"});
    } finally {
      System.setOut(original);
    }

    assertThat(captured.toString(StandardCharsets.UTF_8))
        .contains("--kafka.bootstrap-servers <text>")
        .contains("--batch.max-images <integer, at least 1, at most 4096>");
  }

  private static String text(JarFile file, String entry) throws IOException {
    try (InputStream in = file.getInputStream(file.getEntry(entry))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
