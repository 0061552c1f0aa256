// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.audit.Violation;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults in random order, each at a random moment, that hit one job and one feed, which go on all
 * the time. After each everything that was acknowledged since the beginning is counted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
abstract class FaultMatrix {
  private static final long SEED = Long.getLong("qlip.faults.seed", System.nanoTime());

  /** Names of faults, to look into some of them. */
  private static final Set<String> ONLY =
      Set.of(System.getProperty("qlip.faults.only", "").split("[, ]+")).stream()
          .filter(name -> !name.isEmpty())
          .collect(Collectors.toUnmodifiableSet());

  /** How often each fault strikes. */
  static final int REPETITIONS = Integer.getInteger("qlip.faults.repetitions", 4);

  private static final Set<String> BY_A_HOST =
      Set.of(
          DeadLetterCategory.FETCH_NOT_FOUND.name(),
          DeadLetterCategory.FETCH_TIMEOUT.name(),
          DeadLetterCategory.FETCH_UNAVAILABLE.name());

  private static final int LONGEST_WAIT_MILLIS = 3_000;

  private final Random random = new Random(SEED);
  private final List<FaultOutcome> outcomes = new ArrayList<>();
  private final String name;
  private final StreamSetup setup;
  private final Set<Fault> faults;
  private final int repetitions;
  FaultStack stack;
  private AuditReport last = InvariantCheck.check(Topics.DEFAULT.stream(), List.of(), List.of());

  FaultMatrix(String name, StreamSetup setup, Set<Fault> faults, int repetitions) {
    this.name = name;
    this.setup = setup;
    this.faults = faults;
    this.repetitions = repetitions;
  }

  @BeforeAll
  void start() throws Exception {
    System.out.printf("%s: seed %d (-Dqlip.faults.seed)%n", name, SEED);
    // Not a folder that JUnit deletes: the logs are wanted when something fails.
    stack =
        FaultStack.start(
            Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults")), "run-")
                .toAbsolutePath(),
            setup);
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
    String table = FaultTable.of("Faults, %s, seed %d".formatted(name, SEED), outcomes);
    System.out.println(table);
    Files.writeString(Path.of("target", "faults-" + name + ".md"), table);
  }

  Stream<Fault> plan() {
    List<Fault> plan = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      faults.stream()
          .filter(fault -> ONLY.isEmpty() || ONLY.contains(fault.name()))
          .forEach(plan::add);
    }
    Collections.shuffle(plan, random);
    return plan.stream();
  }

  @Order(1)
  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("plan")
  void nothingIsLostOrRepeatedAfter(Fault fault) throws Exception {
    assumeTrue(
        fault != Fault.CHECKPOINT_DISK_FULL || stack.checkpointDisk().isMounted(),
        "this user may not mount a tmpfs for the checkpoints");
    stack.awaitAllWell();
    stack.follow(Duration.ofMillis(random.nextInt(LONGEST_WAIT_MILLIS)));
    assertThat(stack.unrest().inCalm()).as("what happened before the fault").isEmpty();

    long begin = System.nanoTime();
    fault.strike(stack, random);
    // Without transactions whoever is killed last still writes meanwhile.
    boolean wroteMeanwhile = fault.letsResultsThrough() || !setup.exactlyOnce();
    long after = wroteMeanwhile ? System.nanoTime() : begin;
    double recoverySeconds = stack.secondsToResultProducedAfter(after, begin);
    fault.end(stack);
    stack.awaitAllWell();
    List<String> unexplained = stack.unrest().inFault(fault.explains(), fault.restartsTheJob());
    AuditReport report = stack.audit();
    FaultOutcome outcome = FaultOutcome.between(fault, last, report, recoverySeconds);
    Set<String> costs = newCategories(last, report);
    last = report;
    outcomes.add(outcome);
    System.out.println(outcome);

    assertThat(outcome.losses()).as("losses %s", report.violations()).isZero();
    if (setup.exactlyOnce()) {
      assertThat(outcome.duplicates()).as("duplicates %s", report.violations()).isZero();
    }
    assertThat(outcome.others()).as("other violations %s", report.violations()).isZero();
    assertThat(costs)
        .as("dead letters of a host that cannot be reached")
        .isEqualTo(
            fault.costs().stream().map(DeadLetterCategory::name).collect(Collectors.toSet()));
    assertThat(unexplained).as("deaths and restarts that %s does not explain", fault).isEmpty();
    assertThat(recoverySeconds)
        .as("seconds of recovery from %s", fault)
        .isLessThanOrEqualTo(fault.mostSeconds());
  }

  /** Categories of more dead letters than before that no feed makes on purpose. */
  private static Set<String> newCategories(AuditReport before, AuditReport after) {
    return after.deadLettersByCategory().entrySet().stream()
        .filter(entry -> BY_A_HOST.contains(entry.getKey()))
        .filter(
            entry ->
                entry.getValue() > before.deadLettersByCategory().getOrDefault(entry.getKey(), 0L))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Order(2)
  @Test
  void nothingIsLostOrRepeatedInTheEnd() throws Exception {
    stack.awaitAllWell();
    assertThat(stack.unrest().inCalm()).as("what happened after the last fault").isEmpty();

    AuditReport report = stack.finish();
    System.out.printf(
        "In the end: %d in, %d tokenized, %d dead letters, %d tombstones, %d violations; %s%n",
        report.in(),
        report.results(),
        report.deadLettered(),
        report.tombstones(),
        report.violations().size(),
        stack.transactionalIds());

    assertThat(report.violations())
        .filteredOn(
            violation -> setup.exactlyOnce() || violation.kind() != Violation.Kind.DUPLICATE)
        .isEmpty();
    assertThat(report.in()).isPositive();
    assertThat(report.results() + report.deadLettered() + report.tombstones())
        .isEqualTo(report.in());
  }
}
