// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * Records that were drawn beforehand, over and over, as fast as is said at the moment. Drawing them
 * anew would take the cores away from the job.
 */
final class RegulatedImages implements ImageSource {
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<FeedRecord> records = new ArrayList<>();
  private final StreamPulse pulse;
  private volatile Regime regime;
  private volatile long next;

  /** When a record may go. */
  @FunctionalInterface
  private interface Regime {
    long waitNanos(long index);
  }

  /** Draws the first records; lets no more than some be under way at once. */
  RegulatedImages(ImageSource source, int count, StreamPulse pulse, long mostUnderWay)
      throws IOException, RegistryException {
    for (int i = 0; i < count; i++) {
      records.add(source.record(i));
    }
    this.pulse = pulse;
    keepUnderWay(mostUnderWay);
  }

  /** From now on as fast as results come, with so many records under way. */
  void keepUnderWay(long most) {
    regime = index -> index - pulse.done() < most ? 0 : LONGEST_WAIT_NANOS;
  }

  /** From now on at a pace, whatever becomes of the records. */
  void keepPace(Pace pace) {
    long first = next;
    long start = System.nanoTime();
    regime = index -> pace.waitNanos(index - first, System.nanoTime() - start);
  }

  /** Records that were let through and have no result yet. */
  long underWay() {
    return next - pulse.done();
  }

  @Override
  public FeedRecord record(long index) throws IOException {
    long wait = regime.waitNanos(index);
    while (wait > 0) {
      LockSupport.parkNanos(Math.min(wait, LONGEST_WAIT_NANOS));
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("the feed was interrupted");
      }
      wait = regime.waitNanos(index);
    }
    next = index + 1;
    return records.get((int) (index % records.size()));
  }
}
