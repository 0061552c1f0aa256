// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that moves only when someone sleeps or a test says so. */
final class FakeTicker implements Ticker {

  final List<Duration> sleeps = new ArrayList<>();
  private long nanos;

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized void sleep(Duration pause) {
    sleeps.add(pause);
    advance(pause);
  }

  synchronized void advance(Duration time) {
    nanos += time.toNanos();
  }

  synchronized Duration slept() {
    return sleeps.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
