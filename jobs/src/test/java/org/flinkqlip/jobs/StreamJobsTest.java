// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.jobs.options.OptionsOf.of;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.jobs.options.CommonOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class StreamJobsTest {
  static final List<StreamJob> ALL = StreamJobs.ALL;

  /** Users' scripts know main classes and commands, brokers the names, savepoints the uids. */
  @ParameterizedTest
  @CsvSource({
    "TokenizeImages, tokenize-images, tokenize-images, read-images, tokenize-images",
    "EmbedText, embed-text, embed-captions, read-captions, embed-captions",
    "ReconstructImages, reconstruct-images, reconstruct-images, read-codes, reconstruct-images"
  })
  void namesThatOthersKeepDoNotChange(
      String mainClass, String name, String command, String read, String work) {
    StreamJob job = StreamJobs.named(name).orElseThrow();

    assertThat(job.getClass().getName()).isEqualTo("org.flinkqlip.jobs." + mainClass);
    assertThat(job.description().command()).isEqualTo(command);
    assertThat(uids(job)).contains(read, work, "write-results");
  }

  private static List<String> uids(StreamJob job) {
    CommonOptions options = of(job);
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    job.addTo(environment, options);
    return environment.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(Objects::nonNull)
        .toList();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void everyJobCanBeSubmittedAsAMainClass(StreamJob job) throws Exception {
    int modifiers = job.getClass().getMethod("main", String[].class).getModifiers();

    assertThat(Modifier.isPublic(job.getClass().getModifiers())).isTrue();
    assertThat(Modifier.isStatic(modifiers)).isTrue();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void namesOnTheBrokersAreTheJobsOwn(StreamJob job) {
    CommonOptions options = of(job);

    assertThat(options.source().groupId()).isEqualTo("flink-qlip-" + job.name());
    assertThat(options.sink().transactionalIdPrefix()).isEqualTo("flink-qlip-" + job.name());
    assertThat(options.job().name()).isEqualTo(job.name());
  }

  @Test
  void noTwoJobsShareAnythingThatTellsThemApart() {
    assertThat(StreamJobs.ALL).extracting(StreamJob::name).doesNotHaveDuplicates();
    assertThat(StreamJobs.ALL)
        .extracting(job -> job.description().command())
        .doesNotHaveDuplicates();
    assertThat(StreamJobs.ALL)
        .extracting(job -> job.description().summary())
        .doesNotHaveDuplicates();
    assertThat(StreamJobs.ALL)
        .flatExtracting(job -> job.defaultTopics().written())
        .as("topics that jobs write when told nothing, but for embeddings of captions")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void topicsThatNobodyNamedAreThoseThatTheJobWrites(StreamJob job) {
    assertThat(job.defaultTopics().written()).isEqualTo(of(job).sink().topics());
    assertThat(job.defaultTopics().input()).isEqualTo(of(job).source().topic());
  }

  @Test
  void imagesCaptionsAndCodesAreRead() {
    assertThat(TokenizeImages.JOB.defaultTopics()).isEqualTo(Topics.DEFAULT.stream());
    assertThat(StreamJobs.ALL)
        .extracting(job -> job.defaultTopics().input())
        .containsExactly("images", "captions", "image-codes");
  }

  @Test
  void featuresAndCaptionsAreTopicsWhereTheyAreWritten() {
    StreamTopics topics =
        TokenizeImages.JOB.topics(
            new SettingsReader(TokenizeImages.JOB.topicCatalog())
                .read(
                    List.of(
                        "--kafka.bootstrap-servers",
                        "kafka:9092",
                        "--sink.features-topic",
                        "f",
                        "--captions.embed",
                        "true")));

    assertThat(topics.results())
        .extracting(StreamTopics.Result::name)
        .containsExactly("image-codes", "image-embeddings", "f", "caption-embeddings");
    assertThat(topics.results())
        .extracting(StreamTopics.Result::ofCaption)
        .containsExactly(false, false, false, true);
  }

  @Test
  void jobsAreFoundByTheirNames() {
    assertThat(StreamJobs.named("embed-text")).contains(EmbedText.JOB);
    assertThat(StreamJobs.named("embed-images")).isEmpty();
  }
}
