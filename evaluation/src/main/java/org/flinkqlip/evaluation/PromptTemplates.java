package org.flinkqlip.evaluation;

import java.util.List;

/**
 * Sentences around a class name, which takes the place of {@code {}}. A class is the mean of its
 * sentences' embeddings, which is steadier than one of them.
 *
 * @param templates one or more, each with one {@code {}}
 */
public record PromptTemplates(List<String> templates) {
  /** What stands for the class name. */
  public static final String PLACE = "{}";

  /** Sentences that fit anything that can be seen. */
  public static final PromptTemplates GENERAL =
      new PromptTemplates(
          List.of("a {}", "a photo of a {}", "a picture of a {}", "an image of a {}"));

  private static final String ARTICLE = "a " + PLACE;
  private static final String VOWELS = "aeiou";

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
    boolean vowel =
        !className.isEmpty() && VOWELS.indexOf(Character.toLowerCase(className.charAt(0))) >= 0;
    return templates.stream()
        .map(template -> vowel ? template.replace(ARTICLE, "an " + PLACE) : template)
        .map(template -> template.replace(PLACE, className))
        .toList();
  }
}
