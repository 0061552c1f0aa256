// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.api.common.TaskInfoImpl;
import org.flinkqlip.operators.quarantine.CaseFile.Failures;
import org.flinkqlip.operators.record.InputPosition;
import org.junit.jupiter.api.Test;

class RefusalGuardTest {
  private final Shelf store = new Shelf();
  private final MovableClock clock = new MovableClock();
  private int attempt;

  @Test
  void aJobThatRunsAsksForNothingAndWritesNothing() {
    RefusalGuard guard = open();

    assertThat(guard.isWatching()).isFalse();
    guard.close();
    assertThat(store.writes).isZero();
  }

  @Test
  void whatTheBrokerHasNotTakenIsSuspect() {
    attempt = 1;
    RefusalGuard first = open();
    first.sent(input(1));
    first.answered();
    first.sent(input(2));
    first.close();

    attempt = 2;
    RefusalGuard second = open();
    assertThat(second.isSuspect(input(1))).isFalse();
    assertThat(second.isSuspect(input(2))).isTrue();
  }

  @Test
  void theBrokerIsAskedAfterEachGroup() {
    attempt = 1;
    RefusalGuard guard = open();
    for (int i = 1; i < 32; i++) {
      assertThat(guard.sent(input(i))).isFalse();
    }
    assertThat(guard.sent(input(32))).isTrue();
  }

  @Test
  void refusalsAloneAreCountedOverAttemptsUntilOneIsTaken() {
    attempt = 1;
    RefusalGuard first = open();
    first.refused(input(3), "too large");
    first.close();
    attempt = 2;
    RefusalGuard second = open();
    assertThat(second.isSuspect(input(3))).isTrue();
    second.refused(input(3), "too large");
    second.close();

    CaseFile file = CaseFile.parse(store.texts.get("sink-0-of-1"));
    assertThat(file.failures()).containsEntry(input(3), new Failures(2, "too large"));

    attempt = 3;
    RefusalGuard third = open();
    third.acquit(input(3)); // its dead letter was taken
    assertThat(third.isSuspect(input(3))).isFalse();
    clock.forward(Duration.ofSeconds(31));
    third.snapshot();
    assertThat(third.isWatching()).isFalse();
    assertThat(store.texts).isEmpty();
  }

  private RefusalGuard open() {
    return RefusalGuard.open(
        store,
        QuarantineOptions.IN_MEMORY,
        new TaskInfoImpl("write results", 8, 0, 1, attempt),
        clock);
  }

  private static InputPosition input(long offset) {
    return new InputPosition("in", 0, offset);
  }
}
