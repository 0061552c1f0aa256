// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptTemplatesTest {
  private final PromptTemplates templates = new PromptTemplates(List.of("a {}", "see the {}"));

  @Test
  void theNameTakesThePlace() {
    assertThat(templates.prompts("red star")).containsExactly("a red star", "see the red star");
  }

  @Test
  void theArticleFitsTheName() {
    assertThat(templates.prompts("orange star"))
        .containsExactly("an orange star", "see the orange star");
  }

  @Test
  void aPhraseTakesThePlaceOfNameAndArticle() {
    assertThat(templates.prompts("red star", "two red stars"))
        .containsExactly("two red stars", "see the red star");
  }

  @Test
  void aTemplateNeedsOnePlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PromptTemplates(List.of("a photo")))
        .withMessageContaining("'a photo' must have one {}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PromptTemplates(List.of("{} and {}")));
    assertThatIllegalArgumentException().isThrownBy(() -> new PromptTemplates(List.of()));
  }
}
