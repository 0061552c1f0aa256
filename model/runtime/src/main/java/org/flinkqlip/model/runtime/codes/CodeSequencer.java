// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

import static java.util.Objects.requireNonNull;

/**
 * Codes to the sequences of ids that autoregressive models are trained on, and back. Immutable. The
 * inverse takes what a model generated, so it checks every id.
 */
public final class CodeSequencer {
  private final CodeSequenceOptions options;
  private final CodeLayout layout;

  public CodeSequencer(CodeSequenceOptions options) {
    this.options = requireNonNull(options, "options is null");
    this.layout = options.layout();
  }

  /** The mapping. */
  public CodeSequenceOptions options() {
    return options;
  }

  /**
   * The sequence of an image.
   *
   * @return [begin] + height x width x groups + [end] ids
   * @throws IllegalArgumentException if the grid's codes have another number of bits
   */
  public int[] toSequence(CodeGrid grid) {
    checkBits(grid.bits());
    return toSequence(grid.codes());
  }

  /**
   * The sequence of codes in row-major order.
   *
   * @return [begin] + codes x groups + [end] ids
   * @throws IllegalArgumentException if a code is out of range
   */
  public int[] toSequence(int[] codes) {
    int[] sequence = new int[options.sequenceLength(codes.length)];
    int position = 0;
    if (options.beginOfImage().isPresent()) {
      sequence[position++] = options.beginOfImage().getAsInt();
    }
    int[] groups = layout.toGroups(codes);
    for (int i = 0; i < groups.length; i++) {
      int group = group(i, codes.length);
      sequence[position++] =
          options.firstId(group) + groups[token(i, codes.length) * layout.groups() + group];
    }
    if (options.endOfImage().isPresent()) {
      sequence[position] = options.endOfImage().getAsInt();
    }
    return sequence;
  }

  /**
   * The image of a sequence.
   *
   * @throws InvalidSequenceException if the sequence is not that of an image of this size
   */
  public CodeGrid toGrid(int[] sequence, int height, int width) throws InvalidSequenceException {
    int expected = options.sequenceLength(Math.multiplyExact(height, width));
    if (sequence.length != expected) {
      throw new InvalidSequenceException(
          Math.min(sequence.length, expected),
          "%d ids, but a grid of %d x %d has %d"
              .formatted(sequence.length, height, width, expected));
    }
    return new CodeGrid(height, width, layout.bits(), toCodes(sequence));
  }

  /**
   * The codes of a sequence, whatever the size of its image.
   *
   * @return codes in row-major order
   * @throws InvalidSequenceException if begin or end are not in their place, an id is out of the
   *     range of its group, or groups of a token are missing
   */
  public int[] toCodes(int[] sequence) throws InvalidSequenceException {
    int start = options.beginOfImage().isPresent() ? 1 : 0;
    int length = sequence.length - options.markers();
    if (length < 0 || length % layout.groups() != 0) {
      throw new InvalidSequenceException(
          sequence.length,
          "%d ids are no whole number of tokens of %d groups between %d markers"
              .formatted(sequence.length, layout.groups(), options.markers()));
    }
    if (options.beginOfImage().isPresent()) {
      checkMarker(sequence, 0, "begin-of-image", options.beginOfImage().getAsInt());
    }
    int tokens = length / layout.groups();
    int[] groups = new int[length];
    for (int i = 0; i < length; i++) {
      int group = group(i, tokens);
      groups[token(i, tokens) * layout.groups() + group] = value(sequence, start + i, group);
    }
    if (options.endOfImage().isPresent()) {
      checkMarker(sequence, start + length, "end-of-image", options.endOfImage().getAsInt());
    }
    return layout.fromGroups(groups);
  }

  private int value(int[] sequence, int position, int group) throws InvalidSequenceException {
    int first = options.firstId(group);
    int size = layout.groupVocabularySize();
    int id = sequence[position];
    if (id < first || id >= first + size) {
      throw new InvalidSequenceException(
          position,
          "id %d is not in [%d, %d), the ids of group %d"
              .formatted(id, first, first + size, group));
    }
    return id - first;
  }

  private static void checkMarker(int[] sequence, int position, String name, int expected)
      throws InvalidSequenceException {
    if (sequence[position] != expected) {
      throw new InvalidSequenceException(
          position, "id %d instead of %s, %d".formatted(sequence[position], name, expected));
    }
  }

  private int token(int position, int tokens) {
    return options.order() == CodeOrder.TOKEN_BY_TOKEN
        ? position / layout.groups()
        : position % tokens;
  }

  private int group(int position, int tokens) {
    return options.order() == CodeOrder.TOKEN_BY_TOKEN
        ? position % layout.groups()
        : position / tokens;
  }

  private void checkBits(int bits) {
    if (bits != layout.bits()) {
      throw new IllegalArgumentException(
          "codes of %d bits do not fit a sequence of codes of %d bits"
              .formatted(bits, layout.bits()));
    }
  }
}
