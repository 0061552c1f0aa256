// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.flinkqlip.benchmarks");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.flinkqlip.benchmarks.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theResizeAloneIsTheOnlyStageTakenFromInside() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ResizeStage")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.flinkqlip..internal..")
        .check(CLASSES);
  }

  @Test
  void modelsAreRunByTheModelModule() {
    noClasses().should().dependOnClassesThat().resideInAPackage("ai.onnxruntime..").check(CLASSES);
  }
}
