// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/**
 * The row of k8s/validator in ARCHITECTURE.md, read from its class files: it runs in another JVM.
 */
class ValidatorArchitectureTest {
  private static final String STAND_IN =
      "org.apache.flink.kubernetes.operator.api.spec.FlinkVersion";

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Repository.K8S.resolve("validator/target/classes"));

  @Test
  void itsClassesAreItsOwnAndOneStandIn() {
    classes()
        .that()
        .doNotHaveSimpleName("package-info")
        .should()
        .resideInAPackage("org.flinkqlip.k8s.validator..")
        .orShould()
        .haveFullyQualifiedName(STAND_IN)
        .check(CLASSES);
  }

  @Test
  void itNeedsNoOtherModule() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.apache.flink..",
            "com.fasterxml..",
            "org.jspecify.annotations..",
            "org.flinkqlip.k8s.validator..",
            "")
        .check(CLASSES);
  }
}
