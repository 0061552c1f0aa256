// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.feed.FeedLog;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SentRecord;

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

  /** Sends one record more with a timestamp of its own; returns where it is. */
  Position sendAt(Instant timestamp, FeedRecord record, String topic, String bootstrapServers)
      throws Exception {
    byte[] key = record.key().orElseThrow().getBytes(UTF_8);
    long sentNanos = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      RecordMetadata written =
          producer
              .send(
                  new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), key, record.value()))
              .get();
      Position position = new Position(written.partition(), written.offset());
      sent.incrementAndGet();
      feed.log()
          .add(
              new SentRecord(
                  new InputRecord(position, record.key(), record.expected()),
                  record.caption(),
                  sentNanos));
      return position;
    }
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
