// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalLong;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;

/**
 * Endless drawn scenes with captions. Everything is a function of (seed, split, index), and equal
 * on every JDK. Labels are {@link SceneKind#label} of the main figures. Safe for use by several
 * threads.
 */
public final class Scenes implements CaptionedImages {
  private static final List<String> CLASS_NAMES =
      SceneKind.ALL.stream().map(SceneKind::title).toList();

  private final int size;
  private final SceneSplit split;
  private final CaptionStyle style;
  private final long laterFrom;
  private final CaptionStyle laterStyle;
  private final SceneGenerator generator;

  /**
   * Scenes of a split, in the captions' usual style: {@link CaptionStyle#MIXED} to train on, {@link
   * CaptionStyle#FULL} to evaluate with, since a query that fits many pictures measures nothing.
   *
   * @param size edge of the pictures, in pixels
   */
  public Scenes(int size, long seed, SceneSplit split) {
    this(size, seed, split, split == SceneSplit.TRAIN ? CaptionStyle.MIXED : CaptionStyle.FULL);
  }

  /** Scenes of a split, with captions of a style. */
  public Scenes(int size, long seed, SceneSplit split, CaptionStyle style) {
    this(size, seed, split, style, Long.MAX_VALUE, style);
  }

  /**
   * Scenes of a split, with captions of one style, and of another from an index on.
   *
   * @param laterFrom first index of the other style
   */
  public Scenes(
      int size,
      long seed,
      SceneSplit split,
      CaptionStyle style,
      long laterFrom,
      CaptionStyle laterStyle) {
    if (size < ScenePainter.LEAST_SIZE) {
      throw new IllegalArgumentException(
          "size must be at least %d: %d".formatted(ScenePainter.LEAST_SIZE, size));
    }
    this.size = size;
    this.split = requireNonNull(split, "split is null");
    this.style = requireNonNull(style, "style is null");
    this.laterFrom = laterFrom;
    this.laterStyle = requireNonNull(laterStyle, "laterStyle is null");
    this.generator = new SceneGenerator(seed, split);
  }

  @Override
  public CaptionedImage get(long index) {
    Scene scene = scene(index);
    return new CaptionedImage(
        "%s-%09d".formatted(split, index),
        size,
        ScenePainter.paint(scene, size, size),
        describe(scene, index),
        scene.main().kind().label());
  }

  /** What is in the picture at an index. */
  public Scene scene(long index) {
    if (index < 0) {
      throw new IndexOutOfBoundsException("no scene at " + index);
    }
    return generator.scene(index);
  }

  /** The caption at an index, without drawing. */
  public String caption(long index) {
    return describe(scene(index), index);
  }

  /** Empty: scenes never end. */
  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  /** 64 names such as "red circle". */
  @Override
  public List<String> classNames() {
    return CLASS_NAMES;
  }

  @Override
  public List<List<String>> classPhrases() {
    return SceneKind.ALL.stream().map(SceneKind::phrases).toList();
  }

  @Override
  public void close() {}

  private String describe(Scene scene, long index) {
    CaptionStyle told = index < laterFrom ? style : laterStyle;
    return new CaptionGrammar(told, generator.captionRandom(index)).describe(scene);
  }
}
