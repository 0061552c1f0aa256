// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.lab.datasets.IndefiniteArticle;
import org.flinkqlip.model.scratch.random.SplitMix64;

/** Describes a scene in English; random numbers choose the words and, if mixed, what is told. */
final class CaptionGrammar {
  private static final double USUAL_WORD = 0.75;
  private static final double INTRODUCED = 0.5;
  private static final double BACKGROUND_FIRST = 0.06;

  private static final List<String> COUNTS = List.of("one", "two", "three");
  private static final List<String> INTRODUCTIONS =
      List.of("a picture of", "a picture of", "a picture of", "an image of", "a drawing of");

  private final SplitMix64 random;
  private final double told;

  /**
   * A grammar for one caption.
   *
   * @param random decides every choice
   */
  CaptionGrammar(CaptionStyle style, SplitMix64 random) {
    this.random = random;
    this.told = style == CaptionStyle.FULL ? 1 : share(style, random);
  }

  String describe(Scene scene) {
    Figures main = scene.main();
    List<String> parts = new ArrayList<>();
    parts.add(noun(main));
    if (!main.placement().phrases().isEmpty() && tells()) {
      parts.add(word(main.placement().phrases()));
    }
    if (scene.companion().isPresent() && tellsCompanion()) {
      parts.add(beside(scene.companion().get()));
    }
    boolean backgroundFirst = false;
    String background = "";
    if (tells()) {
      background = background(scene.backdrop());
      backgroundFirst = random.chance(BACKGROUND_FIRST);
      if (!backgroundFirst) {
        parts.add(background);
      }
    }
    if (!scene.light().lighting().phrases().isEmpty() && tells()) {
      parts.add(word(scene.light().lighting().phrases()));
    }
    String sentence = String.join(" ", parts);
    return backgroundFirst ? background + ", " + sentence : introduced(sentence, main.count());
  }

  /** How likely each attribute is told: none, all, or some. */
  private static double share(CaptionStyle style, SplitMix64 random) {
    double choice = random.nextDouble();
    if (choice < style.bare()) {
      return 0;
    }
    return choice < style.bare() + style.complete() ? 1 : 0.5;
  }

  private boolean tells() {
    return random.chance(told);
  }

  /** A picture with two kinds is seldom described by one of them. */
  private boolean tellsCompanion() {
    return told > 0 && random.chance((1 + told) / 2);
  }

  /** "two small striped red circles". */
  private String noun(Figures figures) {
    List<String> words = new ArrayList<>();
    if (tells()) {
      words.add(word(figures.size().words()));
    }
    boolean textured = !figures.texture().adjectives().isEmpty() && tells();
    boolean adjective = textured && random.chance(USUAL_WORD);
    if (adjective) {
      words.add(word(figures.texture().adjectives()));
    }
    words.add(figures.kind().color().word());
    words.add(word(figures.kind().shape().nouns()).of(figures.count()));
    if (textured && !adjective) {
      words.add("with " + figures.texture().marks());
    }
    String phrase = String.join(" ", words);
    return figures.count() == 1
        ? IndefiniteArticle.before(phrase)
        : COUNTS.get(figures.count() - 1) + " " + phrase;
  }

  /** "to the left of a small blue star", or the same seen from the main figure. */
  private String beside(Companion companion) {
    String noun = noun(companion.figure());
    return random.chance(USUAL_WORD)
        ? word(companion.relation().phrases()) + " " + noun
        : "with " + noun + " " + companion.relation().inverse();
  }

  /** "on a grey background". */
  private String background(Backdrop backdrop) {
    String color = word(backdrop.color().words());
    if (backdrop.gradient() && tells()) {
      return "on " + IndefiniteArticle.before(color + " gradient");
    }
    return switch (random.nextInt(8)) {
      case 0 -> "on " + color;
      case 1 -> "against " + IndefiniteArticle.before(color + " background");
      case 2 -> backdrop.gradient() ? "on " + color : "on a plain " + color + " background";
      default -> "on " + IndefiniteArticle.before(color + " background");
    };
  }

  private String introduced(String sentence, int count) {
    if (!random.chance(INTRODUCED)) {
      return sentence;
    }
    if (random.chance(0.15)) {
      return (count == 1 ? "there is " : "there are ") + sentence;
    }
    return random.pick(INTRODUCTIONS) + " " + sentence;
  }

  /** Mostly the usual word, which is the first. */
  private <T> T word(List<T> words) {
    return random.chance(USUAL_WORD) ? words.get(0) : random.pick(words);
  }
}
