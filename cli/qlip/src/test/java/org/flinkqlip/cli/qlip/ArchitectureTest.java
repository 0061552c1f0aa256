// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of modules in ARCHITECTURE.md, as rules, and what it says of libraries and packages.
 * This module sees all others but four, which have rules of their own.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.flinkqlip");

  private static final ModuleTable TABLE = new ModuleTable(Path.of("../../ARCHITECTURE.md"));
  private static final Set<String> UNSEEN =
      Set.of("lab/training", "benchmarks", "k8s/validator", "k8s/tests");
  private static final Set<String> STREAM = Set.of("operators", "jobs", "local", "cli/qlip");

  private static final String FLINK = "org.apache.flink..";
  private static final String CONNECTORS = "org.apache.flink.connector..";
  private static final String KAFKA = "org.apache.kafka..";
  private static final String ONNX_RUNTIME = "ai.onnxruntime..";
  private static final String SESSIONS = "org.flinkqlip.model.runtime.onnx..";

  /** Annotations that every module may use, and that nothing needs at run time. */
  private static final String NULLNESS = "org.jspecify.annotations..";

  private static final String INTERNAL = ".internal";

  static Stream<ModuleTable.Module> modules() {
    return StreamSupport.stream(TABLE.modules().spliterator(), false)
        .filter(module -> !UNSEEN.contains(module.folder()));
  }

  @Test
  void everyClassLivesUnderTheRootPackageOfAModule() {
    classes()
        .should()
        .resideInAnyPackage(modules().map(ModuleTable.Module::classes).toArray(String[]::new))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleImportsWhatItsRowSays(ModuleTable.Module module) {
    String[] forbidden =
        TABLE.forbidden(module).stream()
            .map(folder -> TABLE.of(folder).classes())
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      forbid(module.classes(), forbidden);
    }
  }

  @Test
  void imagingNeedsTheJdkAndWebpAlone() {
    classes()
        .that()
        .resideInAPackage("org.flinkqlip.model.imaging..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.imageio..",
            "org.w3c.dom..",
            "com.luciad..",
            NULLNESS,
            "org.flinkqlip.model.imaging..",
            "org.flinkqlip.model.scratch..")
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void onlyTheStreamKnowsFlinkAndKafka(ModuleTable.Module module) {
    if (!STREAM.contains(module.folder())) {
      forbid(module.classes(), FLINK, KAFKA);
    }
  }

  @Test
  void picocliIsKnownToCommandLinesAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.flinkqlip.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void operatorsKnowNoConnectors() {
    forbid("org.flinkqlip.operators..", CONNECTORS, KAFKA);
  }

  @Test
  void theMicroBatchEngineKnowsNeitherFlinkNorImages() {
    forbid(
        "org.flinkqlip.operators.batching..",
        FLINK,
        KAFKA,
        "org.flinkqlip.schemas..",
        "org.flinkqlip.model..");
  }

  @Test
  void measuresAreFedAndRunNoModel() {
    forbid("org.flinkqlip.lab.evaluation.measure..", "org.flinkqlip.lab.datasets..", SESSIONS);
  }

  @Test
  void onnxRuntimeIsCalledFromOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(SESSIONS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ONNX_RUNTIME)
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void packagesOfAModuleFormNoCycle(ModuleTable.Module module) {
    slices()
        .assignedFrom(new PackagesOf(module.rootPackage()))
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void internalPackagesAreUsedBelowTheirParentAlone() {
    classes()
        .that(
            are(
                DescribedPredicate.<JavaClass>describe(
                    "in an internal package", type -> type.getPackageName().contains(INTERNAL))))
        .should(
            new ArchCondition<>("be used below their parent package alone") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                String name = type.getPackageName();
                String parent = name.substring(0, name.indexOf(INTERNAL));
                type.getDirectDependenciesToSelf().stream()
                    .filter(use -> !use.getOriginClass().getPackageName().startsWith(parent))
                    .forEach(
                        use ->
                            events.add(SimpleConditionEvent.violated(use, use.getDescription())));
              }
            })
        .check(CLASSES);
  }

  /** No class of {@code of} may depend on any of {@code packages}. */
  private static void forbid(String of, String... packages) {
    noClasses()
        .that()
        .resideInAPackage(of)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  /** A slice for each package; an internal package belongs to its parent. */
  private record PackagesOf(String root) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      if (!name.equals(root) && !name.startsWith(root + ".")) {
        return SliceIdentifier.ignore();
      }
      int internal = name.indexOf(INTERNAL);
      return SliceIdentifier.of(internal < 0 ? name : name.substring(0, internal));
    }

    @Override
    public String getDescription() {
      return "packages of " + root;
    }
  }
}
