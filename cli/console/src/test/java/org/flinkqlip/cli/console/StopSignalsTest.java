// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class StopSignalsTest {
  @Test
  void theFirstSignalIsARequest() {
    try (StopSignals signals = new StopSignals()) {
      assertThat(signals.first()).isNotDone();
      Signal.raise(new Signal("TERM"));
      assertThat(signals.first().join()).isNull();
    }
  }

  @Test
  void aThreadThatWaitsIsInterrupted() throws Exception {
    try (StopSignals signals = StopSignals.interruptThisThread()) {
      assertThat(signals.first()).isNotDone();
      Signal.raise(interrupt());
      assertThatThrownBy(new CountDownLatch(1)::await).isInstanceOf(InterruptedException.class);
    }
  }

  /**
   * SIGINT; or SIGTERM in a build that a script started in the background, where a shell has SIGINT
   * ignored and the JVM leaves it so.
   */
  private static Signal interrupt() throws IOException {
    Path status = Path.of("/proc/self/status");
    boolean ignored =
        Files.exists(status)
            && Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> new BigInteger(line.substring(line.indexOf('\t') + 1).trim(), 16))
                .anyMatch(mask -> mask.testBit(new Signal("INT").getNumber() - 1));
    return new Signal(ignored ? "TERM" : "INT");
  }
}
