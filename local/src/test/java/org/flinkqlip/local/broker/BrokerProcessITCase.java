// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flinkqlip.jobs.audit.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessITCase {

  private static final TopicPartition IMAGES = new TopicPartition(Topics.DEFAULT.images(), 0);

  @TempDir Path directory;

  @Test
  void recordsSurviveKillAndRestartAtTheSameAddressAndCloseEndsTheProcessInOrder()
      throws Exception {
    BrokerProcess broker = BrokerProcess.start(BrokerOptions.in(directory));
    try (broker) {
      String address = broker.bootstrapServers();
      TopicCreator.create(Topics.DEFAULT, address, 1);
      TopicCreator.create(Topics.DEFAULT, address, 1);
      send(address, "before");

      broker.kill();
      assertThat(broker.isAlive()).isFalse();
      broker.restart();

      assertThat(broker.bootstrapServers()).isEqualTo(address);
      send(address, "after");
      assertThat(read(address, 2)).containsExactly("before", "after");
      assertThat(directory.resolve("data/.kafka_cleanshutdown")).doesNotExist();
    }

    assertThat(broker.isAlive()).isFalse();
    assertThat(directory.resolve("data/.kafka_cleanshutdown")).exists();
    assertThat(Files.readString(directory.resolve("broker.err"), UTF_8)).isEmpty();
  }

  @Test
  void aBrokerThatCannotStartIsReportedWithTheEndOfItsLog() throws Exception {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(data.resolve("meta.properties"), "version=1\nnode.id=77\n");

    assertThatThrownBy(() -> BrokerProcess.start(BrokerOptions.in(directory)))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining("77");
  }

  @Test
  void aBrokerThatIsNotReadyInTimeIsKilledAndReported() {
    BrokerOptions impatient = BrokerOptions.in(directory).withReadyTimeout(Duration.ofMillis(50));

    assertThatThrownBy(() -> BrokerProcess.start(impatient))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("was not ready within");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aBrokerEndsWhenItsParentIsKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerParent.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String pid = parent.inputReader(UTF_8).readLine();
    ProcessHandle broker = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    assertThat(broker.isAlive()).isTrue();

    parent.destroyForcibly();

    assertThat(broker.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  private static void send(String address, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(IMAGES.topic(), value)).get();
    }
  }

  private static List<String> read(String address, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(IMAGES));
      consumer.seekToBeginning(List.of(IMAGES));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }
}
