package org.flinkqlip.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void aThreadThatWaitsIsInterrupted() {
    try (StopSignals signals = StopSignals.interruptThisThread()) {
      assertThat(signals.first()).isNotDone();
      Signal.raise(new Signal("INT"));
      assertThatThrownBy(new CountDownLatch(1)::await).isInstanceOf(InterruptedException.class);
    }
  }
}
