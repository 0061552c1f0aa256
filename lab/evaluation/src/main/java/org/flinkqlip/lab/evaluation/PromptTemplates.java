// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import java.util.List;
import org.flinkqlip.lab.datasets.IndefiniteArticle;

/**
 * Sentences around a class name, which takes the place of {@code {}}. The mean of the sentences'
 * embeddings stands for the class, which is steadier than one of them.
 *
 * @param templates one or more, each with one {@code {}}
 */
public record PromptTemplates(List<String> templates) {
  /** What stands for the class name. */
  public static final String PLACE = "{}";

  /** Sentences that fit any picture; photos are told better with "a photo of a {}" among them. */
  public static final PromptTemplates GENERAL =
      new PromptTemplates(
          List.of("a {}", "a picture of a {}", "an image of a {}", "a drawing of a {}"));

  private static final String ARTICLE = "a " + PLACE;

  /** Rejects templates without a place for the name. */
  public PromptTemplates {
    templates = List.copyOf(templates);
    if (templates.isEmpty()) {
      throw new IllegalArgumentException("no templates");
    }
    for (String template : templates) {
      if (template.indexOf(PLACE) < 0 || template.indexOf(PLACE) != template.lastIndexOf(PLACE)) {
        throw new IllegalArgumentException(
            "the template '%s' must have one %s for the class name".formatted(template, PLACE));
      }
    }
  }

  /** The sentences of a class; "a {}" becomes "an" before a vowel. */
  public List<String> prompts(String className) {
    return prompts(className, IndefiniteArticle.before(className));
  }

  /**
   * The sentences of a class that is called by a phrase.
   *
   * @param phrase takes the place of "a {}", such as "two red circles"
   */
  public List<String> prompts(String className, String phrase) {
    return templates.stream()
        .map(template -> template.replace(ARTICLE, phrase))
        .map(template -> template.replace(PLACE, className))
        .toList();
  }
}
