package org.flinkqlip.local.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.feed.FeedLog;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;

/** A producer that goes on until it is stopped. */
final class ContinuousFeed implements AutoCloseable {
  private final ImageFeed feed;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final AtomicLong sent = new AtomicLong();
  private final Future<?> sending;
  private volatile boolean stopped;

  ContinuousFeed(ImageFeed feed, ImageSource source, Pace pace) {
    this.feed = feed;
    ImageSource untilStopped =
        index -> {
          if (stopped) {
            throw new Stopped();
          }
          FeedRecord record = source.record(index);
          sent.incrementAndGet();
          return record;
        };
    sending =
        thread.submit(
            () -> {
              try {
                feed.send(untilStopped, Long.MAX_VALUE, pace);
              } catch (Stopped asked) {
                return null;
              }
              return null;
            });
  }

  FeedLog log() {
    return feed.log();
  }

  /** Stops, and waits until all that was sent is acknowledged. */
  void stop() throws Exception {
    stopped = true;
    sending.get();
    Await.until(
        "acknowledgements of the feed",
        Duration.ofSeconds(60),
        () -> feed.log().size() == sent.get());
  }

  @Override
  public void close() {
    stopped = true;
    thread.shutdownNow();
    feed.close();
  }

  private static final class Stopped extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
