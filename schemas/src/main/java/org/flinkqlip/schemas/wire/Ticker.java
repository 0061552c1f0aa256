// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.time.Duration;

/** Time as the registry client sees it, so that tests need not wait. */
interface Ticker {

  /** The system's time. */
  Ticker SYSTEM =
      new Ticker() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
          Thread.sleep(pause.toMillis());
        }
      };

  /** As {@link System#nanoTime()}. */
  long nanoTime();

  /** Waits for {@code pause}. */
  void sleep(Duration pause) throws InterruptedException;
}
