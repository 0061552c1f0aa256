// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** See {@link org.flinkqlip.lab.training.network.Constant}. */
class LivingFactorsTest {
  /** Operators whose backward pass reads their second operand. */
  private static final Set<String> OPERATORS = Set.of("mul", "div", "pow", "maximum", "minimum");

  private static final DescribedPredicate<JavaCall<?>> NUMBER_AS_FACTOR =
      DescribedPredicate.describe(
          "an operator with a number as factor or bound",
          call ->
              call.getTargetOwner().isAssignableTo(NDArray.class)
                  && OPERATORS.contains(call.getName())
                  && call.getTarget().getRawParameterTypes().size() == 1
                  && call.getTarget().getRawParameterTypes().get(0).isEquivalentTo(Number.class));

  @Test
  void factorsOfWhatIsDifferentiatedAreArrays() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.flinkqlip.lab.training");
    noClasses()
        .that()
        .resideOutsideOfPackage("org.flinkqlip.lab.training.optim")
        .should()
        .callCodeUnitWhere(NUMBER_AS_FACTOR)
        .because("the number's memory is gone when the backward pass reads it")
        .check(classes);
    // The optimizers, which nothing differentiates, do so: the rule finds what it looks for.
    assertThatThrownBy(
            () -> noClasses().should().callCodeUnitWhere(NUMBER_AS_FACTOR).check(classes))
        .hasMessageContaining("Lamb");
  }
}
