// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Captioned images by index. The same index gives the same bytes, in any order and on any thread,
 * so a step's number is all that a training needs to go on where it stopped.
 */
public interface CaptionedImages extends AutoCloseable {

  /**
   * The image at an index.
   *
   * @param index from zero; an endless or a repeated data set takes any, else below {@link #size}
   * @throws IOException if the storage fails
   * @throws IndexOutOfBoundsException if there is no such image
   */
  CaptionedImage get(long index) throws IOException;

  /** How many different images there are; empty if they never end. */
  OptionalLong size();

  /** Names of the classes that labels point at; empty if images have no class. */
  List<String> classNames();

  /**
   * What captions call each class: "a red circle", "two red circles". By default its name with the
   * article.
   */
  default List<List<String>> classPhrases() {
    return classNames().stream().map(name -> List.of(IndefiniteArticle.before(name))).toList();
  }

  @Override
  default void close() throws IOException {}
}
