// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;

class RecomputeCheckTest {
  private static final StreamTopics TOPICS =
      new StreamTopics(
          "images",
          ImageEvent.class,
          List.of(
              new StreamTopics.Result("codes", ImageCodes.class),
              new StreamTopics.Result("embeddings", ImageEmbedding.class),
              new StreamTopics.Result("features", ImageFeatures.class)),
          "dead");

  private final WireFormat format = WireFormatOptions.singleObject().open();
  private final List<CommittedResult> actual = new ArrayList<>();
  private final List<OutboundRecord> again = new ArrayList<>();

  @Test
  void equalResultsHold() throws Exception {
    both("codes", 0, codes(0, 1, 2));
    both("embeddings", 0, embedding(0, 0.6f, 0.8f));

    assertThat(check(1)).isEqualTo(new RecomputedSample(1, 0, List.of()));
  }

  @Test
  void everyBitOfACodeCounts() throws Exception {
    committed("codes", 0, codes(0, 5, 2));
    recomputed("codes", 0, codes(0, 4, 2));

    assertThat(details(check(1)))
        .containsExactly(
            "codes 0@0 is not what images-0@0 gives: codes differ in 1 bits of 1 of 2 numbers");
  }

  @Test
  void embeddingsMayDifferByRoundingAlone() throws Exception {
    committed("embeddings", 0, embedding(0, 0.6f, 0.8f));
    recomputed("embeddings", 0, embedding(0, 0.60009f, 0.8f));
    committed("embeddings", 1, embedding(1, 0.6f, 0.8f));
    recomputed("embeddings", 1, embedding(1, 0.6002f, 0.8f));

    assertThat(details(check(2)))
        .containsExactly(
            "embeddings 0@1 is not what images-0@1 gives: embedding differs by 0.00020, more than"
                + " 1e-04");
  }

  @Test
  void featuresMayDifferByAThousandthOfTheLargest() throws Exception {
    committed("features", 0, features(0, 100f, 1f));
    recomputed("features", 0, features(0, 100f, 1.09f));
    committed("features", 1, features(1, 100f, 1f));
    recomputed("features", 1, features(1, 1f, 100f));

    assertThat(details(check(2)))
        .containsExactly(
            "features 0@1 is not what images-0@1 gives: data differs by 99.0, the largest is 100");
  }

  @Test
  void aNumberThatIsNoneIsNotWithinRounding() throws Exception {
    committed("embeddings", 0, embedding(0, Float.NaN, 0.8f));
    recomputed("embeddings", 0, embedding(0, 0.6f, 0.8f));

    assertThat(details(check(1))).hasSize(1);
  }

  @Test
  void whatCannotBeFetchedAnyMoreIsLeftOut() throws Exception {
    committed("codes", 0, codes(0, 1));
    recomputed("dead", 0, letter(0, "fetch"));

    assertThat(check(1)).isEqualTo(new RecomputedSample(0, 1, List.of()));
  }

  @Test
  void aResultWhoseInputBecomesADeadLetterIsWrong() throws Exception {
    committed("codes", 0, codes(0, 1));
    recomputed("dead", 0, letter(0, "decode"));

    assertThat(details(check(1)))
        .containsExactly(
            "images-0@0 has results, and becomes the dead letter IMAGE_TRUNCATED when it is"
                + " computed again");
  }

  @Test
  void aResultThatNoneIsComputedForIsWrong() throws Exception {
    both("codes", 0, codes(0, 1));
    committed("embeddings", 0, embedding(0, 1f));

    assertThat(details(check(1))).containsExactly("images-0@0 gives nothing for embeddings 0@0");
  }

  @Test
  void whatAUriNamesMayHaveChanged() throws Exception {
    committed("codes", 0, codes(0, 1));
    ImageCodes other = codes(0, 2);
    other.getProvenance().setContentSha256("b".repeat(64));
    recomputed("codes", 0, other);

    assertThat(check(1)).isEqualTo(new RecomputedSample(0, 1, List.of()));
  }

  @Test
  void anotherModelIsNamedBeforeAnythingIsCompared() throws Exception {
    committed("codes", 0, codes(0, 1));
    ImageCodes other = codes(0, 1);
    other.getProvenance().setModelId("other@0123456789ab");
    recomputed("codes", 0, other);

    assertThatThrownBy(() -> check(1))
        .isInstanceOf(ResultsUnreadableException.class)
        .hasMessageContaining("other@0123456789ab", "set model.bundle");
  }

  @Test
  void aJobThatCannotRunHereSaysWhy() {
    assertThatThrownBy(
            () ->
                RecomputeCheck.check(
                    TOPICS,
                    new ResultParser(TOPICS, format),
                    inputs(1),
                    actual,
                    inputs -> {
                      throw new IllegalStateException(new IllegalStateException("no bundle"));
                    }))
        .isInstanceOf(ResultsUnreadableException.class)
        .hasMessage("the sample cannot be computed again: no bundle");
  }

  private RecomputedSample check(int inputs) {
    return RecomputeCheck.check(
        TOPICS, new ResultParser(TOPICS, format), inputs(inputs), actual, some -> again);
  }

  private static List<String> details(RecomputedSample sample) {
    assertThat(sample.violations())
        .extracting(Violation::kind)
        .containsOnly(Violation.Kind.WRONG_RESULT);
    return sample.violations().stream().map(Violation::detail).toList();
  }

  private static List<SourceRecord> inputs(int count) {
    List<SourceRecord> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(new SourceRecord("images", 0, i, 0, null, new byte[1]));
    }
    return inputs;
  }

  private void both(String topic, int input, SpecificRecord value) throws Exception {
    committed(topic, input, value);
    recomputed(topic, input, value);
  }

  private void committed(String topic, int input, SpecificRecord value) throws Exception {
    actual.add(
        new ResultParser(TOPICS, format)
            .parse(
                new CommittedRecord(
                    topic,
                    new Position(0, input),
                    Optional.of("key"),
                    Optional.of(bytes(topic, value)),
                    0)));
  }

  private void recomputed(String topic, int input, SpecificRecord value) throws Exception {
    again.add(
        new OutboundRecord(
            topic, new byte[1], bytes(topic, value), 0, new InputPosition("images", 0, input)));
  }

  @SuppressWarnings("unchecked")
  private byte[] bytes(String topic, SpecificRecord value) throws Exception {
    return format.serializer((Class<SpecificRecord>) value.getClass(), topic).serialize(value);
  }

  private static ImageCodes codes(int input, Integer... codes) {
    return new ImageCodes(
        "key", Instant.EPOCH, 1, codes.length, 4, Arrays.asList(codes), provenance(input), null);
  }

  private static ImageEmbedding embedding(int input, Float... numbers) {
    return new ImageEmbedding(
        "key", Instant.EPOCH, Arrays.asList(numbers), null, Map.of(), provenance(input));
  }

  private static ImageFeatures features(int input, float... numbers) {
    ByteBuffer data =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      data.putFloat(number);
    }
    return new ImageFeatures(
        "key",
        Instant.EPOCH,
        List.of(1, numbers.length),
        "float32",
        "hidden_states[-2]",
        data.flip(),
        provenance(input));
  }

  private static DeadLetter letter(int input, String stage) {
    return new DeadLetter(
        "key", stage, "IMAGE_TRUNCATED", "why", null, 9, null, Instant.EPOCH, provenance(input));
  }

  private static Provenance provenance(int input) {
    return new Provenance("images", 0, (long) input, "a".repeat(64), "tiny@0123456789ab", null);
  }
}
