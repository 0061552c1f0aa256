// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.util.Optional;

/**
 * How far labels and neighbours of drawn scenes are right.
 *
 * @param images scenes that were looked at
 * @param labelledRight of these, how many zero-shot labels name the scene's kind
 * @param sameKind how many nearest neighbours have the same shape and colour
 * @param sameShapeOrColour how many nearest neighbours have the same shape, or colour, or both
 */
record SampleMeaning(int images, int labelledRight, int sameKind, int sameShapeOrColour) {
  static final SampleMeaning NONE = new SampleMeaning(0, 0, 0, 0);

  SampleMeaning {
    if (images < 0
        || Math.max(labelledRight, sameShapeOrColour) > images
        || sameKind > sameShapeOrColour) {
      throw new IllegalArgumentException(
          "%d labels, %d and %d neighbours of %d images"
              .formatted(labelledRight, sameKind, sameShapeOrColour, images));
    }
  }

  /**
   * With one scene more.
   *
   * @param kind what it shows, such as "red circle": colour, then shape
   * @param label its zero-shot label
   * @param neighbour what its nearest neighbour shows
   */
  SampleMeaning plus(String kind, String label, Optional<String> neighbour) {
    boolean same = neighbour.filter(kind::equals).isPresent();
    boolean either = neighbour.filter(other -> sharesAWord(kind, other)).isPresent();
    return new SampleMeaning(
        images + 1,
        labelledRight + (label.equals(kind) ? 1 : 0),
        sameKind + (same ? 1 : 0),
        sameShapeOrColour + (either ? 1 : 0));
  }

  private static boolean sharesAWord(String kind, String other) {
    String[] words = kind.split(" ");
    String[] others = other.split(" ");
    return words[0].equals(others[0]) || words[words.length - 1].equals(others[others.length - 1]);
  }
}
