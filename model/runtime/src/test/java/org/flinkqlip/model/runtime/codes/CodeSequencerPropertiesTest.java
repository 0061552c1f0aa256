// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CodeSequencerPropertiesTest {

  /** A grid and options for its codes. */
  record Sample(CodeSequenceOptions options, CodeGrid grid) {}

  @Provide
  Arbitrary<Sample> samples() {
    return options()
        .flatMap(
            options ->
                Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.longs())
                    .as((height, width, seed) -> sample(options, height, width, seed)));
  }

  private static Sample sample(CodeSequenceOptions options, int height, int width, long seed) {
    CodeLayout layout = options.layout();
    int[] codes = new Random(seed).ints(height * width, 0, layout.vocabularySize()).toArray();
    return new Sample(options, new CodeGrid(height, width, layout.bits(), codes));
  }

  private static Arbitrary<CodeSequenceOptions> options() {
    return Combinators.combine(
            Arbitraries.of(layouts()),
            Arbitraries.of(CodeOrder.class),
            Arbitraries.of(GroupVocabularies.class),
            Arbitraries.integers().between(0, 1 << 29),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(CodeSequencerPropertiesTest::options);
  }

  /** Begin is put before the codes' ids where there is room, end behind them. */
  private static CodeSequenceOptions options(
      CodeLayout layout,
      CodeOrder order,
      GroupVocabularies vocabularies,
      int offset,
      boolean begin,
      boolean end) {
    CodeSequenceOptions plain =
        new CodeSequenceOptions(
            layout, order, vocabularies, offset, OptionalInt.empty(), OptionalInt.empty());
    int behind = offset + plain.codeIds();
    return new CodeSequenceOptions(
        layout,
        order,
        vocabularies,
        offset,
        begin ? OptionalInt.of(offset > 0 ? offset - 1 : behind + 7) : OptionalInt.empty(),
        end ? OptionalInt.of(behind) : OptionalInt.empty());
  }

  private static List<CodeLayout> layouts() {
    List<CodeLayout> layouts = new ArrayList<>();
    for (int bits = 1; bits <= CodeLayout.MAX_BITS; bits++) {
      for (int groupSize = 1; groupSize <= bits; groupSize++) {
        if (bits % groupSize == 0) {
          layouts.add(new CodeLayout(bits, groupSize));
        }
      }
    }
    return layouts;
  }

  @Example
  void everyLayoutInEveryWayKeepsTheCodes() throws Exception {
    for (CodeLayout layout : layouts()) {
      for (CodeOrder order : CodeOrder.values()) {
        for (GroupVocabularies vocabularies : GroupVocabularies.values()) {
          for (int offset : new int[] {0, 1, 128_256, 1 << 29}) {
            CodeSequenceOptions options =
                options(layout, order, vocabularies, offset, offset % 2 == 1, offset > 1);
            assertReturns(sample(options, 3, 4, layout.bits()));
            assertReturns(new Sample(options, extremes(layout)));
          }
        }
      }
    }
  }

  private static CodeGrid extremes(CodeLayout layout) {
    return new CodeGrid(1, 2, layout.bits(), new int[] {0, layout.vocabularySize() - 1});
  }

  @Property
  void aSequenceLeadsBackToItsGrid(@ForAll("samples") Sample sample) throws Exception {
    assertReturns(sample);
  }

  private static void assertReturns(Sample sample) throws InvalidSequenceException {
    CodeGrid grid = sample.grid();
    CodeSequencer sequencer = new CodeSequencer(sample.options());
    int[] sequence = sequencer.toSequence(grid);

    assertThat(sequencer.toGrid(sequence, grid.height(), grid.width())).isEqualTo(grid);
    assertThat(sequencer.toCodes(sequence)).isEqualTo(grid.codes());
    assertThat(sequence).hasSize(sample.options().sequenceLength(grid.codes().length));
    assertThat(IntStream.of(sequence))
        .allMatch(id -> id >= 0 && id < sample.options().vocabularySize());
  }

  @Property
  void everyIdIsTheValueOfItsTokenAndGroup(@ForAll("samples") Sample sample) {
    CodeSequenceOptions options = sample.options();
    CodeLayout layout = options.layout();
    int[] codes = sample.grid().codes();
    IntStream.Builder expected = IntStream.builder();
    options.beginOfImage().ifPresent(expected::add);
    if (options.order() == CodeOrder.TOKEN_BY_TOKEN) {
      for (int code : codes) {
        for (int group = 0; group < layout.groups(); group++) {
          expected.add(id(options, code, group));
        }
      }
    } else {
      for (int group = 0; group < layout.groups(); group++) {
        for (int code : codes) {
          expected.add(id(options, code, group));
        }
      }
    }
    options.endOfImage().ifPresent(expected::add);

    assertThat(new CodeSequencer(options).toSequence(codes)).isEqualTo(expected.build().toArray());
  }

  private static int id(CodeSequenceOptions options, int code, int group) {
    int own =
        options.vocabularies() == GroupVocabularies.DISTINCT
            ? group * options.layout().groupVocabularySize()
            : 0;
    return options.vocabularyOffset() + own + options.layout().group(code, group);
  }

  @Property
  void anIdOfNoCodeIsFoundWhereverItStands(
      @ForAll("samples") Sample sample, @ForAll Random random) {
    CodeSequencer sequencer = new CodeSequencer(sample.options());
    int[] sequence = sequencer.toSequence(sample.grid());
    int position = random.nextInt(sequence.length);
    sequence[position] = random.nextBoolean() ? sample.options().vocabularySize() : -1;

    assertThatExceptionOfType(InvalidSequenceException.class)
        .isThrownBy(() -> sequencer.toCodes(sequence))
        .returns(position, InvalidSequenceException::position);
  }

  @Property
  void aCutSequenceIsNeverAGrid(@ForAll("samples") Sample sample, @ForAll Random random) {
    CodeSequencer sequencer = new CodeSequencer(sample.options());
    int[] sequence = sequencer.toSequence(sample.grid());
    int[] cut = Arrays.copyOf(sequence, random.nextInt(sequence.length));

    assertThatExceptionOfType(InvalidSequenceException.class)
        .isThrownBy(() -> sequencer.toGrid(cut, sample.grid().height(), sample.grid().width()))
        .returns(cut.length, InvalidSequenceException::position);
  }
}
