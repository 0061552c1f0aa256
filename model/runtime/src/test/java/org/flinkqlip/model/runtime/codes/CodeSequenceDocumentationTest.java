// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keeps the worked example of docs/reference/code-sequences.md equal to what the code does. */
class CodeSequenceDocumentationTest {
  private static final Path PAGE = Path.of("../../docs/reference/code-sequences.md");
  private static final CodeLayout LAYOUT = new CodeLayout(28, 14);

  /** Token i of the example has this code. */
  private static int code(int token) {
    return 60 * token << 14 | 60 * token + 7;
  }

  private static final int[] CODES =
      IntStream.range(0, 16 * 16).map(CodeSequenceDocumentationTest::code).toArray();

  @Test
  void theCodesOfTheExampleAreThoseOfThePage() throws IOException {
    StringBuilder table =
        new StringBuilder("| token | code | group 0 | group 1 |\n|---|---|---|---|\n");
    for (int token : new int[] {0, 1, 2, 255}) {
      table.append(
          "| %d | %d | %d | %d |\n"
              .formatted(
                  token,
                  CODES[token],
                  LAYOUT.group(CODES[token], 0),
                  LAYOUT.group(CODES[token], 1)));
    }
    assertThat(section("codes")).isEqualTo(table.toString());
  }

  @Test
  void theSequencesOfTheExampleAreThoseOfThePage() throws Exception {
    StringBuilder table =
        new StringBuilder(
            "| | options | ids | vocabulary | first ids | last ids |\n|---|---|---|---|---|---|\n");
    int number = 1;
    for (CodeSequenceOptions options : examples()) {
      CodeSequencer sequencer = new CodeSequencer(options);
      int[] ids = sequencer.toSequence(new CodeGrid(16, 16, 28, CODES));
      assertThat(sequencer.toGrid(ids, 16, 16).codes()).isEqualTo(CODES);
      table.append(
          "| %d | %s | %d | %d | %s | %s |\n"
              .formatted(
                  number++,
                  describe(options),
                  ids.length,
                  options.vocabularySize(),
                  join(Arrays.copyOf(ids, 5)),
                  join(Arrays.copyOfRange(ids, ids.length - 3, ids.length))));
    }
    assertThat(section("sequences")).isEqualTo(table.toString());
  }

  private static List<CodeSequenceOptions> examples() {
    return List.of(
        CodeSequenceOptions.of(LAYOUT),
        options(CodeOrder.GROUP_BY_GROUP, GroupVocabularies.SHARED, 0, -1, -1),
        options(CodeOrder.TOKEN_BY_TOKEN, GroupVocabularies.DISTINCT, 0, -1, -1),
        options(CodeOrder.TOKEN_BY_TOKEN, GroupVocabularies.SHARED, 128_256, 144_640, 144_641),
        CodeSequenceOptions.of(new CodeLayout(28, 28)),
        CodeSequenceOptions.of(new CodeLayout(28, 7)));
  }

  @Test
  void fourGroupsMakeASquareOfIdsAtEveryGrid() throws IOException {
    StringBuilder table =
        new StringBuilder("| grid | 1 x 28 bits | 2 x 14 bits | 4 x 7 bits |\n|---|---|---|---|\n");
    table.append(squares("scenes-p16-128", 8));
    table.append(squares("B/16-256", 16));
    table.append(squares("L/14-392", 28));
    table.append(squares("B/8-256", 32));
    assertThat(section("squares")).isEqualTo(table.toString());
    for (int edge = 1; edge <= 64; edge++) {
      assertThat(length(edge, 14)).doesNotEndWith("^2");
      assertThat(length(edge, 7)).endsWith(" = %d^2".formatted(2 * edge));
    }
  }

  private static String squares(String model, int edge) {
    return "| %d x %d (%s) | %s | %s | %s |\n"
        .formatted(edge, edge, model, length(edge, 28), length(edge, 14), length(edge, 7));
  }

  /** Ids of a square grid, and whose square that is. */
  private static String length(int edge, int groupSize) {
    int ids = CodeSequenceOptions.of(new CodeLayout(28, groupSize)).sequenceLength(edge * edge);
    long root = Math.round(Math.sqrt(ids));
    return root * root == ids ? "%d = %d^2".formatted(ids, root) : Integer.toString(ids);
  }

  private static CodeSequenceOptions options(
      CodeOrder order, GroupVocabularies vocabularies, int offset, int begin, int end) {
    return new CodeSequenceOptions(
        LAYOUT,
        order,
        vocabularies,
        offset,
        begin < 0 ? OptionalInt.empty() : OptionalInt.of(begin),
        end < 0 ? OptionalInt.empty() : OptionalInt.of(end));
  }

  private static String describe(CodeSequenceOptions options) {
    String groups =
        "%d x %d bits".formatted(options.layout().groups(), options.layout().groupSize());
    if (options.layout().groups() == 1) {
      return groups;
    }
    String markers =
        options.beginOfImage().isPresent()
            ? ", begin %d, end %d"
                .formatted(options.beginOfImage().getAsInt(), options.endOfImage().getAsInt())
            : "";
    return "%s, `%s`, `%s`, offset %d%s"
        .formatted(
            groups, options.order(), options.vocabularies(), options.vocabularyOffset(), markers);
  }

  private static String join(int[] ids) {
    return IntStream.of(ids).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }

  private static String section(String name) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- begin %s -->\n".formatted(name);
    assertThat(page).contains(begin);
    int start = page.indexOf(begin) + begin.length();
    return page.substring(start, page.indexOf("<!-- end %s -->".formatted(name), start));
  }
}
