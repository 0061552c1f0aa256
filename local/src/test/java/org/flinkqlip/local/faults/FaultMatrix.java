package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.flinkqlip.local.audit.AuditReport;
import org.flinkqlip.local.audit.InvariantCheck;
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
  private static final int LONGEST_WAIT_MILLIS = 3_000;

  private final Random random = new Random(SEED);
  private final List<FaultOutcome> outcomes = new ArrayList<>();
  private final String namingStrategy;
  private final List<Fault> faults;
  private final int repetitions;
  private FaultStack stack;
  private AuditReport last = InvariantCheck.check(List.of(), List.of());

  FaultMatrix(String namingStrategy, List<Fault> faults, int repetitions) {
    this.namingStrategy = namingStrategy;
    this.faults = faults;
    this.repetitions = repetitions;
  }

  @BeforeAll
  void start() throws Exception {
    System.out.printf("%s: seed %d (-Dqlip.faults.seed)%n", namingStrategy, SEED);
    // Not a folder that JUnit deletes: the logs are wanted when something fails.
    stack =
        FaultStack.start(
            Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults")), "run-")
                .toAbsolutePath(),
            StreamSetup.drawn(namingStrategy));
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
    String table =
        FaultTable.of(
            "Faults, transaction naming strategy %s, seed %d".formatted(namingStrategy, SEED),
            outcomes);
    System.out.println(table);
    Files.writeString(Path.of("target", "faults-" + namingStrategy + ".md"), table);
  }

  Stream<Fault> plan() {
    List<Fault> plan = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      plan.addAll(faults);
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

    long begin = System.nanoTime();
    fault.strike(stack, random);
    // A full disk does not stop the checkpoint under way, which may commit what came after.
    long after = fault == Fault.CHECKPOINT_DISK_FULL ? System.nanoTime() : begin;
    double recoverySeconds = stack.secondsToResultProducedAfter(after, begin);
    AuditReport report = stack.audit();
    FaultOutcome outcome = FaultOutcome.between(fault, last, report, recoverySeconds);
    last = report;
    outcomes.add(outcome);
    System.out.println(outcome);

    assertThat(outcome.losses()).as("losses %s", report.violations()).isZero();
    assertThat(outcome.duplicates()).as("duplicates %s", report.violations()).isZero();
    assertThat(outcome.others()).as("other violations %s", report.violations()).isZero();
  }

  @Order(2)
  @Test
  void nothingIsLostOrRepeatedInTheEnd() throws Exception {
    stack.awaitAllWell();

    AuditReport report = stack.finish();
    System.out.printf(
        "In the end: %d in, %d tokenized, %d dead letters, %d tombstones, %d violations; %s%n",
        report.in(),
        report.tokenized(),
        report.deadLettered(),
        report.tombstones(),
        report.violations().size(),
        stack.transactionalIds());

    assertThat(report.violations()).isEmpty();
    assertThat(report.in()).isPositive();
    assertThat(report.tokenized() + report.deadLettered() + report.tombstones())
        .isEqualTo(report.in());
  }
}
