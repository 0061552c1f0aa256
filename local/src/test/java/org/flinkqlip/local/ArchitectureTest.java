package org.flinkqlip.local;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of modules, as rules. This module sees all others, so it checks all of them. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.flinkqlip");

  private static final String SCHEMAS = "org.flinkqlip.schemas..";
  private static final String MODEL = "org.flinkqlip.model..";
  private static final String CONSOLE = "org.flinkqlip.console..";
  private static final String DATASETS = "org.flinkqlip.datasets..";
  private static final String EVALUATION = "org.flinkqlip.evaluation..";
  private static final String OPERATORS = "org.flinkqlip.operators..";
  private static final String JOBS = "org.flinkqlip.jobs..";
  private static final String LOCAL = "org.flinkqlip.local..";

  private static final String FLINK = "org.apache.flink..";
  private static final String CONNECTORS = "org.apache.flink.connector..";
  private static final String KAFKA = "org.apache.kafka..";
  private static final String ONNX_RUNTIME = "ai.onnxruntime..";

  private static final String INTERNAL = ".internal";

  @Test
  void everyClassLivesUnderTheRootPackageOfAModule() {
    classes()
        .should()
        .resideInAnyPackage(SCHEMAS, MODEL, CONSOLE, DATASETS, EVALUATION, OPERATORS, JOBS, LOCAL)
        .check(CLASSES);
  }

  @Test
  void schemasKnowNeitherFlinkNorKafkaNorOnnxRuntimeNorOtherModules() {
    forbid(
        SCHEMAS,
        FLINK,
        KAFKA,
        ONNX_RUNTIME,
        MODEL,
        CONSOLE,
        DATASETS,
        EVALUATION,
        OPERATORS,
        JOBS,
        LOCAL);
  }

  @Test
  void theModelKnowsNeitherFlinkNorKafkaNorOtherModules() {
    forbid(MODEL, FLINK, KAFKA, SCHEMAS, CONSOLE, DATASETS, EVALUATION, OPERATORS, JOBS, LOCAL);
  }

  @Test
  void theConsoleKnowsTheModelAlone() {
    forbid(
        CONSOLE, FLINK, KAFKA, ONNX_RUNTIME, SCHEMAS, DATASETS, EVALUATION, OPERATORS, JOBS, LOCAL);
  }

  @Test
  void dataSetsKnowTheModelAlone() {
    forbid(
        DATASETS, FLINK, KAFKA, ONNX_RUNTIME, SCHEMAS, CONSOLE, EVALUATION, OPERATORS, JOBS, LOCAL);
  }

  @Test
  void theEvaluationKnowsTheModelAndDataSetsAlone() {
    forbid(EVALUATION, FLINK, KAFKA, SCHEMAS, CONSOLE, OPERATORS, JOBS, LOCAL);
  }

  @Test
  void measuresAreFedAndRunNoModel() {
    forbid("org.flinkqlip.evaluation.measure..", DATASETS, "org.flinkqlip.model.onnx..");
  }

  @Test
  void onnxRuntimeIsCalledFromOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.flinkqlip.model.onnx..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ONNX_RUNTIME)
        .check(CLASSES);
  }

  @Test
  void theMicroBatchEngineKnowsNeitherFlinkNorImages() {
    forbid(
        "org.flinkqlip.operators.batching..",
        FLINK,
        KAFKA,
        SCHEMAS,
        MODEL,
        CONSOLE,
        DATASETS,
        EVALUATION,
        JOBS,
        LOCAL);
  }

  @Test
  void operatorsKnowNoConnectorsAndNoModulesAboveThem() {
    forbid(OPERATORS, CONNECTORS, KAFKA, CONSOLE, DATASETS, EVALUATION, JOBS, LOCAL);
  }

  @Test
  void jobsKnowNeitherDataSetsNorTheEvaluationNorTheLocalStack() {
    forbid(JOBS, DATASETS, EVALUATION, LOCAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "schemas",
        "model",
        "console",
        "datasets",
        "evaluation",
        "operators",
        "jobs",
        "local"
      })
  void packagesOfAModuleFormNoCycle(String module) {
    slices().assignedFrom(new PackagesOf(module)).should().beFreeOfCycles().check(CLASSES);
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
  private record PackagesOf(String module) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      String root = "org.flinkqlip." + module;
      if (!name.equals(root) && !name.startsWith(root + ".")) {
        return SliceIdentifier.ignore();
      }
      int internal = name.indexOf(INTERNAL);
      return SliceIdentifier.of(internal < 0 ? name : name.substring(0, internal));
    }

    @Override
    public String getDescription() {
      return "packages of " + module;
    }
  }
}
