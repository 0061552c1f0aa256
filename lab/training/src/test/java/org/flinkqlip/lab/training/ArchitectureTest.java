// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training;

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
          .importPackages("org.flinkqlip.lab.training");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.flinkqlip.lab.training.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyLoopAndCommandsTouchDataAndEvaluation() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..training.loop..", "..training.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.flinkqlip.lab.datasets..", "org.flinkqlip.lab.evaluation..")
        .check(CLASSES);
  }

  @Test
  void nothingOfTheStreamIsNeeded() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "org.flinkqlip.operators..")
        .check(CLASSES);
  }
}
