// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.flinkqlip.local.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {
  @TempDir Path directory;

  @Test
  void aProcessThatEndsByItselfIsADeathThatIsToldOnce() throws Exception {
    try (JavaProcess process = process("-no-such-option")) {
      process.start();
      awaitEnd(process);

      assertThat(process.takeDeath())
          .hasValueSatisfying(
              death -> {
                assertThat(death.process()).isEqualTo("worker");
                assertThat(death.exitCode()).isEqualTo(1);
                assertThat(death.toString()).contains("no-such-option");
              });
      assertThat(process.takeDeath()).isEmpty();
    }
  }

  @Test
  void aDeathTellsOnlyWhatWasPrintedSinceTheStart() throws Exception {
    Files.writeString(directory.resolve("worker.log"), "of an earlier start\n");
    try (JavaProcess process = process("-no-such-option")) {
      process.start();
      awaitEnd(process);

      assertThat(process.takeDeath().orElseThrow().output()).doesNotContain("earlier");
    }
  }

  @Test
  void aSignalOfAnyoneElseIsADeath() throws Exception {
    try (JavaProcess process = sleeper()) {
      process.start();
      Signals.send(process.pid(), "KILL");
      awaitEnd(process);

      assertThat(process.takeDeath().map(Death::exitCode)).contains(137);
    }
  }

  @Test
  void whatTheTestKillsIsNoDeath() throws Exception {
    try (JavaProcess process = sleeper()) {
      process.start();
      process.kill();

      assertThat(process.takeDeath()).isEmpty();
    }
  }

  @Test
  void whatWasDeadBeforeTheTestKilledItIsADeath() throws Exception {
    try (JavaProcess process = sleeper()) {
      process.start();
      Signals.send(process.pid(), "KILL");
      awaitEnd(process);
      process.kill();

      assertThat(process.takeDeath()).isPresent();
    }
  }

  @Test
  void anEndIsKnownByExitCodeAndLogOfOneThatIsExpected() {
    Death fenced = new Death("task-manager-0", 1, KnownEnd.FENCED_WHILE_CLOSING.says());
    Set<KnownEnd> expected = EnumSet.of(KnownEnd.FENCED_WHILE_CLOSING);

    assertThat(fenced.among(expected)).contains(KnownEnd.FENCED_WHILE_CLOSING);
    assertThat(fenced.among(EnumSet.of(KnownEnd.NO_RESOURCE_MANAGER))).isEmpty();
    assertThat(new Death("task-manager-0", 134, fenced.output()).among(expected))
        .as("a crash of native code")
        .isEmpty();
    assertThat(new Death("task-manager-0", 1, "java.lang.OutOfMemoryError").among(expected))
        .isEmpty();
  }

  private static void awaitEnd(JavaProcess process) throws Exception {
    Await.until("the end of " + process, Duration.ofSeconds(60), () -> !process.isAlive());
  }

  /** A JVM that waits for a debugger for ever. */
  private JavaProcess sleeper() {
    return process("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0");
  }

  private JavaProcess process(String option) {
    return new JavaProcess(directory.resolve("worker.log"), List.of(option, "-version"));
  }
}
