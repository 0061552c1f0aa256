package org.flinkqlip.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** See {@link org.flinkqlip.training.network.Constant}. */
@AnalyzeClasses(
    packages = "org.flinkqlip.training",
    importOptions = ImportOption.DoNotIncludeTests.class)
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

  @ArchTest
  static final ArchRule differentiatedFactorsAreArrays =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.flinkqlip.training.optim")
          .should()
          .callCodeUnitWhere(NUMBER_AS_FACTOR)
          .because("the number's memory is gone when the backward pass reads it");
}
