// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.Provenance;
import org.junit.jupiter.api.Test;

/** Results of every job against what their inputs hold. */
class AuditContentsITCase extends AuditedStream {

  @Test
  void captionsAreAuditedByTheOptionsFileOfTheirJob() throws Exception {
    StreamTopics captions = captionTopics();
    long first = caption(captions, "a", "one", NOON);
    long second = caption(captions, "b", "another", NOON);
    send(producer, captions.input(), "a", null, NOON);
    embed(captions, "a", provenance(first, "one"));
    embed(captions, "b", provenance(second, "another"));
    send(producer, captions.firstResults(), "a", null, NOON);

    assertThat(auditCaptions(captions)).isZero();
    assertThat(output.toString())
        .containsSubsequence(
            "Records of " + captions.input(),
            "in             3",
            "embedded       2",
            "tombstones     1",
            "contents       2 results and dead letters compared",
            "The invariant holds.");

    embed(captions, "b", provenance(second, "another"));
    caption(captions, "c", "lost", NOON);
    forgetOutput();

    assertThat(auditCaptions(captions)).isEqualTo(1);
    assertThat(output.toString()).contains("missing        1", "duplicates     1");
  }

  @Test
  void resultsOfTwoCaptionsThatWereSwappedAreFound() throws Exception {
    StreamTopics captions = captionTopics();
    long first = caption(captions, "a", "one", NOON);
    long second = caption(captions, "b", "another", NOON);
    embed(captions, "a", provenance(first, "another"));
    embed(captions, "b", provenance(second, "one"));

    assertThat(auditCaptions(captions)).isEqualTo(1);
    assertThat(output.toString())
        .contains(
            "missing        0", "violations     2", "WRONG_CONTENT: " + captions.firstResults());
  }

  @Test
  void picturesAreAuditedAgainstTheCodesThatTheyAreMadeOf() throws Exception {
    String pictures = topics.images();
    ImageCodes codes =
        new ImageCodes("a", Instant.EPOCH, 1, 1, 4, List.of(9), provenance(7, "an image"), null);
    byte[] value = format.serializer(ImageCodes.class, topics.codes()).serialize(codes);
    long first = send(producer, topics.codes(), "a", value, NOON);
    long second = send(producer, topics.codes(), "a", value, NOON);
    picture(pictures, provenance(first, "an image"));
    picture(pictures, provenance(second, "another image"));

    assertThat(
            run(
                List.of(
                    "--job",
                    "reconstruct-images",
                    "--bootstrap-servers",
                    broker.bootstrapServers(),
                    "--input-topic",
                    topics.codes(),
                    "--pictures-topic",
                    pictures,
                    "--dead-letters-topic",
                    topics.deadLetters())))
        .isEqualTo(1);
    assertThat(output.toString())
        .containsSubsequence(
            "reconstructed  2",
            "violations     1",
            "contents       2 results and dead letters compared",
            "WRONG_CONTENT: %s 0@1 was made of".formatted(pictures));
  }

  @Test
  void featuresAndEmbeddingsOfCaptionsAreAuditedWithTheImages() throws Exception {
    String features = topics.codes() + "-features";
    StreamTopics captions = captionTopics();
    TopicCreator.create(
        List.of(
            new StreamTopics(
                topics.images(),
                ImageEvent.class,
                List.of(new StreamTopics.Result(features, ImageFeatures.class)),
                topics.deadLetters())),
        broker.bootstrapServers(),
        1);
    long captioned = event("a", "an image", "a caption");
    long plain = event("b", "another image", null);
    for (long source : List.of(captioned, plain)) {
      String key = source == captioned ? "a" : "b";
      Provenance provenance =
          provenance(source, source == captioned ? "an image" : "another image");
      tokenize(producer, key, NOON, provenance);
      ImageFeatures value =
          new ImageFeatures(
              key,
              Instant.EPOCH,
              List.of(1, 1),
              "float16",
              "hidden_states[-2]",
              ByteBuffer.wrap(new byte[2]),
              provenance);
      send(
          producer,
          features,
          key,
          format.serializer(ImageFeatures.class, features).serialize(value),
          NOON);
    }
    embed(captions, "a", provenance(captioned, "a caption"));
    String[] options = {
      "--features-topic", features, "--caption-embeddings-topic", captions.firstResults()
    };

    assertThat(audit(options)).isEqualTo(1);
    assertThat(output.toString())
        .contains("tokenized      2", "violations     1", "an image b without a caption");

    send(producer, captions.firstResults(), "b", null, NOON);
    forgetOutput();
    assertThat(audit(options)).isZero();
    assertThat(output.toString()).contains("contents       7 results");

    tokenize(producer, event("c", "third", null), "c", NOON);
    forgetOutput();
    assertThat(audit(options)).isEqualTo(1);
    assertThat(output.toString()).contains("and none in [%s]".formatted(features));
    assertThat(audit()).as("without features").isZero();
  }

  @Test
  void imagesWhoseResultsWereSwappedAreFound() throws Exception {
    long first = event("a", "an image", null);
    long second = event("b", "another image", null);
    tokenize(producer, "a", NOON, provenance(first, "another image"));
    tokenize(producer, "b", NOON, provenance(second, "an image"));

    assertThat(audit()).isEqualTo(1);
    assertThat(output.toString()).contains("missing        0", "violations     4", "WRONG_CONTENT");
  }
}
