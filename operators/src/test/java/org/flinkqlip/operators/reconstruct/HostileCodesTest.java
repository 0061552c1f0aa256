// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.operators.testing.OneByOne.GOOD;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.OneByOne;
import org.flinkqlip.schemas.CodeSequence;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes made to do harm through the real operator, with a real decoder. */
@Timeout(60)
class HostileCodesTest {
  @TempDir private static Path directory;
  private static ModelBundle bundle;
  private static OneByOne<ImageCodes> operator;
  private static int[] sound;

  @BeforeAll
  static void start() throws Exception {
    bundle = GoldenBundle.export(directory);
    sound = GoldenBundle.codes("gray.png");
    operator =
        new OneByOne<>(
            ReconstructOperator.factory(
                new ReconstructOptions(
                    OneByOne.options(directory.toString()),
                    new ReconstructedImagesTopic(
                        ReconstructedImagesTopic.USUAL_NAME, PictureFormat.PNG))),
            ImageCodes.class);
  }

  @AfterAll
  static void stop() throws Exception {
    operator.close();
  }

  @Test
  void malformedAvroIsADeadLetterOfTheRecord() throws Exception {
    operator.bearMutantsOf(codes("good", sound), 500);
  }

  @Test
  void malformedAvroOfSequencesIsADeadLetterOfTheRecord() throws Exception {
    operator.bearMutantsOf(withSequence(sequence -> {}), 500);
  }

  @Test
  void brokenRecordsInOneBatchEndAsTheyDoAlone() throws Exception {
    int[] outOfRange = sound.clone();
    outOfRange[3] = -1;
    ImageCodes other = codes("other", sound);
    other.getProvenance().setModelId("other");
    operator.endTogetherAsAlone(
        codes("good", sound),
        List.of(
            codes("", sound),
            codes("range", outOfRange),
            codes("length", Arrays.copyOf(sound, 15)),
            codes("none", new int[0]),
            other,
            withSequence(sequence -> sequence.setGroupSize(-1))));
  }

  @Test
  void nullsAndUnknownSchemasAreDeadLetters() throws Exception {
    operator.refuseNullsAndUnknownSchemas(codes("a", sound));
    assertThat(operator.categoryOf(codes("", sound))).isEqualTo("EVENT_INVALID");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 28, 1 << 30})
  void codesOutOfRangeAreDeadLetters(int code) throws Exception {
    for (int place : new int[] {0, sound.length / 2, sound.length - 1}) {
      int[] codes = sound.clone();
      codes[place] = code;

      assertThat(operator.categoryOf(codes("range", codes))).isEqualTo("CODES_INVALID");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 17, 1_000_000})
  void wrongLengthsAreDeadLetters(int length) throws Exception {
    assertThat(operator.categoryOf(codes("length", Arrays.copyOf(sound, length))))
        .isEqualTo("CODES_INVALID");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 3, 5, 1 << 16, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void gridsAndBitsThatLieAreDeadLetters(int number) throws Exception {
    ImageCodes height = codes("height", sound);
    height.setGridHeight(number);
    ImageCodes width = codes("width", sound);
    width.setGridWidth(number);
    ImageCodes bits = codes("bits", sound);
    bits.setBitsPerCode(number);

    assertThat(operator.categoryOf(height)).isEqualTo("CODES_INVALID");
    assertThat(operator.categoryOf(width)).isEqualTo("CODES_INVALID");
    assertThat(operator.categoryOf(bits)).isEqualTo("CODES_INVALID");
  }

  static Stream<Consumer<CodeSequence>> lies() {
    return Stream.of(
        sequence -> sequence.setIds(PrimitiveLists.ofInts()),
        sequence -> sequence.setIds(PrimitiveLists.ofInts(new int[1_000_000])),
        sequence -> sequence.getIds().set(0, Integer.MIN_VALUE),
        sequence -> sequence.getIds().set(1, Integer.MAX_VALUE),
        sequence -> sequence.setOrder(""),
        sequence -> sequence.setOrder("\u0000"),
        sequence -> sequence.setOrder("x".repeat(1 << 20)),
        sequence -> sequence.setVocabularies("\u001b[2J"),
        sequence -> sequence.setGroupSize(0),
        sequence -> sequence.setGroupSize(-1),
        sequence -> sequence.setGroupSize(28),
        sequence -> sequence.setGroupSize(Integer.MAX_VALUE),
        sequence -> sequence.setGroupSize(Integer.MIN_VALUE),
        sequence -> sequence.setVocabularyOffset(-1),
        sequence -> sequence.setVocabularyOffset(Integer.MAX_VALUE),
        sequence -> sequence.setBeginOfImage(null),
        sequence -> sequence.setBeginOfImage(-1),
        sequence -> sequence.setEndOfImage(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void sequencesThatLieAreDeadLetters(Consumer<CodeSequence> lie) throws Exception {
    assertThat(operator.categoryOf(withSequence(sequence -> {}))).isEqualTo(GOOD);

    assertThat(operator.categoryOf(withSequence(lie))).isEqualTo("CODES_INVALID");
  }

  @Test
  void twentyMegabytesAreRefusedUnread() throws Exception {
    int[] codes = new int[20 << 20];
    Arrays.fill(codes, 1);

    DeadLetter letter = operator.letterOf(codes("big", codes));

    assertThat(letter.getCategory()).isEqualTo("RECORD_TOO_LARGE");
    assertThat(letter.getRecordSize()).isGreaterThan(20 << 20);
  }

  @Test
  void namesOfOtherModelsDoNotReachMessagesAsTheyAre() throws Exception {
    for (String name : new String[] {"a\nFAKE ERROR", "\u001b[2J", "\u0000", "m".repeat(1 << 20)}) {
      ImageCodes codes = codes("other", sound);
      codes.getProvenance().setModelId(name);

      DeadLetter letter = operator.letterOf(codes);

      assertThat(letter.getCategory()).isEqualTo("CODES_OTHER_MODEL");
      assertThat(letter.getMessage())
          .matches("[^\\p{Cntrl}\\p{Cf}]*")
          .hasSizeLessThanOrEqualTo(1_000);
    }
  }

  private static ImageCodes withSequence(Consumer<CodeSequence> lie) {
    ImageCodes codes = codes("sequence", new int[0]);
    codes.setSequence(GoldenSequences.of(bundle, sound));
    lie.accept(codes.getSequence());
    return codes;
  }

  private static ImageCodes codes(String id, int[] codes) {
    return ImageCodes.newBuilder()
        .setImageId(id)
        .setEventTime(Instant.ofEpochMilli(7))
        .setGridHeight(4)
        .setGridWidth(4)
        .setBitsPerCode(28)
        .setCodes(PrimitiveLists.ofInts(codes))
        .setProvenance(new Provenance("images", 1, 2L, "ab".repeat(32), bundle.modelId(), null))
        .build();
  }
}
