// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.jobs.audit.Violation.Kind;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.junit.jupiter.api.Test;

/** Codes, features, and embeddings of captions where images have one. */
class ManyTopicsCheckTest {
  private static final String CODES = "codes";
  private static final String FEATURES = "features";
  private static final String CAPTIONS = "captions";
  private static final String DEAD_LETTERS = "dead";
  private static final StreamTopics TOPICS =
      new StreamTopics(
          "in",
          ImageEvent.class,
          List.of(
              new StreamTopics.Result(CODES, ImageCodes.class),
              new StreamTopics.Result(FEATURES, ImageFeatures.class),
              new StreamTopics.Result(CAPTIONS, CaptionEmbedding.class, true)),
          DEAD_LETTERS);

  private final List<InputRecord> inputs = new ArrayList<>();
  private final List<ResultRecord> results = new ArrayList<>();

  @Test
  void everyTopicHasARecordOfEachInput() {
    image("a", "image", "caption");
    results("a", 0, "image", "caption");
    image("a", "other", null);
    results("a", 1, "other", null);
    forget("a");
    tombstones("a");
    image("b", "dead", "caption");
    add(DEAD_LETTERS, "b", Optional.of(content(3, "dead", "X")));

    AuditReport report = report();

    assertThat(report.violations()).isEmpty();
    assertThat(report.results()).isEqualTo(2);
    assertThat(report.tombstones()).isEqualTo(1);
    assertThat(report.deadLettered()).isEqualTo(1);
    assertThat(report.compared()).isEqualTo(6);
  }

  @Test
  void featuresThatAreMissingAreTold() {
    image("a", "image", null);
    result(CODES, "a", 0, "image");
    add(CAPTIONS, "a", Optional.empty());

    assertOnly(Kind.INCOMPLETE, "has results in [codes] and none in [features]");
  }

  @Test
  void embeddingOfACaptionThatIsMissingIsTold() {
    image("a", "image", "caption");
    result(CODES, "a", 0, "image");
    result(FEATURES, "a", 0, "image");

    assertOnly(Kind.INCOMPLETE, "has results in [codes, features] and none in [captions]");
  }

  @Test
  void tombstoneOfAnImageWithoutACaptionThatIsMissingIsTold() {
    image("a", "image", null);
    result(CODES, "a", 0, "image");
    result(FEATURES, "a", 0, "image");

    assertOnly(Kind.INCOMPLETE, "an image a without a caption has no tombstone in captions");
  }

  @Test
  void tombstoneForOneTopicTooFewIsTold() {
    forget("a");
    add(CODES, "a", Optional.empty());
    add(FEATURES, "a", Optional.empty());

    assertOnly(Kind.INCOMPLETE, "has no tombstone in [captions]");
  }

  @Test
  void embeddingOfACaptionThatIsNoneIsTold() {
    image("a", "image", null);
    results("a", 0, "image", "caption");

    assertThat(report().violations()).extracting(Violation::kind).contains(Kind.WRONG_CONTENT);
  }

  @Test
  void resultsThatWereSwappedAreTold() {
    image("a", "first", null);
    image("b", "second", null);
    results("a", 0, "second", null);
    results("b", 1, "first", null);

    assertOnly(Kind.WRONG_CONTENT, "codes 0@0 was made of second, input 0@0 (a) holds first");
    assertThat(report().count(Kind.WRONG_CONTENT)).isEqualTo(4);
  }

  @Test
  void deadLetterOfAnotherContentIsTold() {
    image("a", "first", null);
    add(DEAD_LETTERS, "a", Optional.of(content(0, "second", "X")));

    assertOnly(Kind.WRONG_CONTENT, "dead 0@0 was made of second");
  }

  @Test
  void contentThatOneSideDoesNotTellIsNotCompared() {
    inputs.add(new InputRecord(new Position(0, 0), Optional.of("a"), Expectation.ANY_RESULT));
    results("a", 0, "image", null);

    AuditReport report = report();

    assertThat(report.violations()).isEmpty();
    assertThat(report.compared()).isZero();
  }

  @Test
  void captionsInAnotherOrderThanTheirImagesAreTold() {
    image("a", "first", "caption");
    image("a", "second", null);
    result(CODES, "a", 0, "first");
    result(FEATURES, "a", 0, "first");
    result(CODES, "a", 1, "second");
    result(FEATURES, "a", 1, "second");
    add(CAPTIONS, "a", Optional.empty());
    result(CAPTIONS, "a", 0, "caption");

    assertOnly(Kind.OUT_OF_ORDER, "the key a has [tombstone, 0@0] in captions");
  }

  @Test
  void resultsOfAnInputInTwoTransactionsAreToldOfEveryTopic() {
    image("a", "first", null);
    image("a", "second", "caption");
    results("a", 0, "first", null);
    results("a", 1, "second", "caption");
    // Positions 0 to 2 are of the first image, 3 to 5 of the second.
    assertThat(split(position -> position < 3 ? 1 : 2)).isEmpty();
    assertThat(split(position -> position == 2 ? 9 : 1))
        .singleElement()
        .asString()
        .startsWith("SPLIT_TRANSACTION: input 0@0: codes at 0@0 ")
        .contains("captions at 0@2");
    assertThat(split(position -> position == 4 ? 9 : 1))
        .singleElement()
        .asString()
        .startsWith("SPLIT_TRANSACTION: input 0@1: codes at 0@3 ")
        .contains("features at 0@4");
  }

  private interface Producers {
    long of(long position);
  }

  private List<Violation> split(Producers producers) {
    return InvariantCheck.check(
            TOPICS,
            inputs,
            results,
            (topic, position) ->
                Optional.of(new TransactionId(producers.of(position.offset()), (short) 0)))
        .violations();
  }

  private void image(String key, String sha256, String captionSha256) {
    inputs.add(
        new InputRecord(
            new Position(0, inputs.size()),
            Optional.of(key),
            Expectation.ANY_RESULT,
            new InputContent(Optional.of(sha256), true, Optional.ofNullable(captionSha256))));
  }

  private void forget(String key) {
    inputs.add(
        new InputRecord(new Position(0, inputs.size()), Optional.of(key), Expectation.TOMBSTONES));
  }

  private void results(String key, long source, String sha256, String captionSha256) {
    result(CODES, key, source, sha256);
    result(FEATURES, key, source, sha256);
    if (captionSha256 == null) {
      add(CAPTIONS, key, Optional.empty());
    } else {
      result(CAPTIONS, key, source, captionSha256);
    }
  }

  private void tombstones(String key) {
    TOPICS.results().forEach(topic -> add(topic.name(), key, Optional.empty()));
  }

  private void result(String topic, String key, long source, String sha256) {
    add(topic, key, Optional.of(content(source, sha256, null)));
  }

  private static Content content(long source, String sha256, String category) {
    return new Content(
        new Position(0, source), "m@0", Optional.ofNullable(category), Optional.of(sha256));
  }

  private void add(String topic, String key, Optional<Content> content) {
    results.add(
        new ResultRecord(topic, new Position(0, results.size()), Optional.of(key), content));
  }

  private AuditReport report() {
    return InvariantCheck.check(TOPICS, inputs, results);
  }

  private void assertOnly(Kind kind, String detail) {
    List<Violation> violations = report().violations();
    assertThat(violations).isNotEmpty().extracting(Violation::kind).containsOnly(kind);
    assertThat(violations.get(0).detail()).contains(detail);
  }
}
