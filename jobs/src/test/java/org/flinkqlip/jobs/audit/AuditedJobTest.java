package org.flinkqlip.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.jobs.options.EmbedTextOptions;
import org.flinkqlip.jobs.options.ReconstructImagesOptions;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import org.junit.jupiter.api.Test;

class AuditedJobTest {
  private static final List<String> NEEDED =
      List.of("--kafka.bootstrap-servers", "kafka:9092", "--model.bundle", "unused");

  @Test
  void topicsThatNobodyNamedAreThoseOfTheJob() {
    assertThat(AuditedJob.TOKENIZE_IMAGES.defaultTopics()).isEqualTo(Topics.DEFAULT.stream());
    assertThat(AuditedJob.TOKENIZE_IMAGES.defaultTopics().written())
        .isEqualTo(TokenizeImagesOptions.parse(NEEDED).stream().sink().topics());
    assertThat(AuditedJob.EMBED_TEXT.defaultTopics().written())
        .isEqualTo(EmbedTextOptions.parse(NEEDED).stream().sink().topics());
    assertThat(AuditedJob.RECONSTRUCT_IMAGES.defaultTopics().written())
        .isEqualTo(ReconstructImagesOptions.parse(NEEDED).stream().sink().topics());
    assertThat(AuditedJob.ALL)
        .extracting(job -> job.defaultTopics().input())
        .containsExactly("images", "captions", "image-codes");
  }

  @Test
  void featuresAndCaptionsAreAuditedWhereTheyAreWritten() {
    StreamTopics topics =
        AuditedJob.TOKENIZE_IMAGES.topics(
            new SettingsReader(AuditedJob.TOKENIZE_IMAGES.auditCatalog())
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
    assertThat(AuditedJob.of("embed-text")).contains(AuditedJob.EMBED_TEXT);
    assertThat(AuditedJob.of("embed-images")).isEmpty();
  }
}
