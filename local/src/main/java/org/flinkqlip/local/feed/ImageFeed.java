// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.audit.InputContent;
import org.flinkqlip.jobs.audit.InputContentReader;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.Position;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Sends records to the topic of images and remembers where each went and when. */
public final class ImageFeed implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 16 << 20;
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Optional<InputContentReader> contents;
  private final FeedLog log = new FeedLog();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** Feeds through a producer, which it closes in the end. */
  public ImageFeed(Producer<byte[], byte[]> producer, String topic) {
    this(producer, topic, Optional.empty());
  }

  private ImageFeed(
      Producer<byte[], byte[]> producer, String topic, Optional<InputContentReader> contents) {
    this.contents = contents;
    this.producer = requireNonNull(producer, "producer is null");
    this.topic = requireNonNull(topic, "topic is null");
  }

  /** Feeds a topic of the broker at an address. */
  public static ImageFeed to(String bootstrapServers, String topic) {
    return to(bootstrapServers, topic, Optional.empty());
  }

  /** Feeds a job, and remembers what its inputs hold for the audit to compare. */
  public static ImageFeed to(String bootstrapServers, StreamTopics topics, WireFormat format) {
    return to(
        bootstrapServers, topics.input(), Optional.of(new InputContentReader(topics, format)));
  }

  private static ImageFeed to(
      String bootstrapServers, String topic, Optional<InputContentReader> contents) {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.CLIENT_ID_CONFIG,
            "image-feed",
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            MAX_REQUEST_BYTES);
    return new ImageFeed(
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
        topic,
        contents);
  }

  /** What was acknowledged so far. */
  public FeedLog log() {
    return log;
  }

  /**
   * Sends the first records of a source and waits until all are acknowledged.
   *
   * @throws IOException if a record could not be made or was refused by the broker
   * @throws RegistryException if the wire format needs a schema registry that does not answer
   * @throws InterruptedException if the thread was interrupted; some records may have been sent
   */
  public void send(ImageSource source, long count, Pace pace)
      throws IOException, RegistryException, InterruptedException {
    long start = System.nanoTime();
    for (long index = 0; index < count; index++) {
      FeedRecord record = source.record(index);
      TimeUnit.NANOSECONDS.sleep(pace.waitNanos(index, System.nanoTime() - start));
      send(record);
      throwFailure();
    }
    producer.flush();
    throwFailure();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of failures.
  private void send(FeedRecord record) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("The feed was interrupted");
    }
    InputContent content =
        contents
            .map(reader -> reader.read(Optional.ofNullable(record.value()), record.caption()))
            .orElse(InputContent.UNKNOWN);
    byte[] key = record.key().map(text -> text.getBytes(UTF_8)).orElse(null);
    long sentNanos = System.nanoTime();
    producer.send(
        new ProducerRecord<>(topic, key, record.value()),
        (metadata, exception) -> acknowledge(record, content, sentNanos, metadata, exception));
  }

  private void acknowledge(
      FeedRecord record,
      InputContent content,
      long sentNanos,
      RecordMetadata metadata,
      Exception exception) {
    if (exception != null) {
      failure.compareAndSet(null, exception);
      return;
    }
    Position position = new Position(metadata.partition(), metadata.offset());
    log.add(
        new SentRecord(
            new InputRecord(position, record.key(), record.expected(), content),
            record.caption(),
            sentNanos));
  }

  private void throwFailure() throws IOException {
    Exception cause = failure.get();
    if (cause != null) {
      throw new IOException(
          "The feed cannot send to topic %s: %s".formatted(topic, cause.getMessage()), cause);
    }
  }

  /** Waits at most five seconds for records on their way. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
