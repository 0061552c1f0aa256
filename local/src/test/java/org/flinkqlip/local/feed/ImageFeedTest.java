// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.Position;
import org.junit.jupiter.api.Test;

class ImageFeedTest {

  private static final ImageSource SOURCE =
      index ->
          new FeedRecord(
              Optional.of("key-" + index),
              index == 1 ? null : new byte[] {(byte) index},
              "caption " + index,
              index == 1 ? Expectation.TOMBSTONES : Expectation.TOKENIZED);

  @Test
  void everyAcknowledgedRecordIsRememberedWithItsPosition() throws Exception {
    MockProducer<byte[], byte[]> producer = producer(true);
    long before = System.nanoTime();
    ImageFeed feed = new ImageFeed(producer, "images");

    feed.send(SOURCE, 3, Pace.UNLIMITED);

    assertThat(producer.history())
        .extracting(ProducerRecord::key)
        .extracting(key -> new String(key, UTF_8))
        .containsExactly("key-0", "key-1", "key-2");
    assertThat(producer.history().get(1).value()).isNull();
    assertThat(feed.log().size()).isEqualTo(3);
    SentRecord tombstone = feed.log().at(new Position(0, 1)).orElseThrow();
    assertThat(tombstone.input())
        .isEqualTo(
            new InputRecord(new Position(0, 1), Optional.of("key-1"), Expectation.TOMBSTONES));
    assertThat(tombstone.caption()).isEqualTo("caption 1");
    assertThat(tombstone.sentNanos() - before).isNotNegative();
    feed.close();
    assertThat(producer.closed()).isTrue();
  }

  @Test
  void aRefusedRecordFailsTheFeed() {
    MockProducer<byte[], byte[]> producer = producer(false);
    ImageFeed feed = new ImageFeed(producer, "images");
    ImageSource refusing =
        index -> {
          if (index == 1) {
            producer.errorNext(new RecordTooLargeException("17 MiB"));
          }
          return SOURCE.record(index);
        };

    assertThatThrownBy(() -> feed.send(refusing, 5, Pace.UNLIMITED))
        .isInstanceOf(IOException.class)
        .hasMessage("The feed cannot send to topic images: 17 MiB");
    assertThat(feed.log().size()).isZero();
  }

  @Test
  void anInterruptedFeedStops() {
    ImageFeed feed = new ImageFeed(producer(true), "images");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> feed.send(SOURCE, 1, Pace.UNLIMITED))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aPaceSpreadsRecordsEvenlyAndLetsLateOnesGo() {
    Pace pace = new Pace(4);

    assertThat(pace.waitNanos(0, 0)).isZero();
    assertThat(pace.waitNanos(1, 0)).isEqualTo(250_000_000);
    assertThat(pace.waitNanos(2, 400_000_000)).isEqualTo(100_000_000);
    assertThat(pace.waitNanos(2, 600_000_000)).isZero();
    assertThat(Pace.UNLIMITED.waitNanos(1_000_000, 0)).isZero();
    assertThatThrownBy(() -> new Pace(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
    return new MockProducer<>(
        autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
