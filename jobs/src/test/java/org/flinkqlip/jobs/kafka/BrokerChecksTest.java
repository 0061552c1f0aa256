// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.flinkqlip.jobs.options.CommonOptions;
import org.junit.jupiter.api.Test;

class BrokerChecksTest {
  private static final long ENOUGH = 1_048_588;

  @Test
  void brokersThatFitPassWithoutAWord() {
    assertThat(run(brokers(), job())).isEmpty();
  }

  @Test
  void allMissingTopicsAreNamedWithTheCommandThatCreatesThem() {
    assertThatThrownBy(() -> run(new FakeBrokers(), job()))
        .isInstanceOf(BrokersException.class)
        .hasMessage(
            """
            the job cannot run on these brokers:
              topic images (source.topic) does not exist: run kafka-topics.sh --bootstrap-server \
            broker:9092 --create --topic images --partitions 8
              topic image-codes (sink.codes-topic) does not exist: run kafka-topics.sh \
            --bootstrap-server broker:9092 --create --topic image-codes --partitions 8 --config \
            cleanup.policy=compact
              topic image-embeddings (sink.embeddings-topic) does not exist: run kafka-topics.sh \
            --bootstrap-server broker:9092 --create --topic image-embeddings --partitions 8 \
            --config cleanup.policy=compact
              topic image-dead-letters (sink.dead-letter-topic) does not exist: run \
            kafka-topics.sh --bootstrap-server broker:9092 --create --topic image-dead-letters \
            --partitions 8 --config message.timestamp.type=LogAppendTime""");
  }

  @Test
  void aTransactionTimeoutThatBrokersRefuseIsFoundBeforeTheStart() {
    assertThatThrownBy(() -> run(brokers(), job("--sink.transaction-timeout=16 min")))
        .hasMessageContaining(
            "sink.transaction-timeout is 960000 ms, but the brokers' transaction.max.timeout.ms is"
                + " 900000");
  }

  @Test
  void withoutTransactionsTheirTimeoutDoesNotMatter() {
    assertThat(
            run(
                brokers(),
                job(
                    "--sink.transaction-timeout=16 min",
                    "--sink.delivery-guarantee=at-least-once")))
        .isEmpty();
  }

  @Test
  void aTopicThatTakesOnlySmallerRecordsIsFoundBeforeTheStart() {
    assertThatThrownBy(() -> run(brokers().topic("image-embeddings", 8, 500_000), job()))
        .hasMessageContaining(
            "topic image-embeddings takes messages of 500000 bytes, but sink.max-record-bytes needs"
                + " 999424")
        .hasMessageContaining("max.message.bytes=999424")
        .hasMessageNotContaining("topic image-codes");
  }

  @Test
  void partitionCountsThatDifferAreWarnedOf() {
    assertThat(run(brokers().topic("image-codes", 4, ENOUGH), job()))
        .containsExactly(
            "topics image-codes, image-embeddings have 4, 8 partitions: results of one input land in"
                + " partitions of different numbers");
  }

  @Test
  void whatMayNotBeReadIsWarnedOf() {
    FakeBrokers brokers =
        brokers()
            .secretiveTopic("image-codes", 8)
            .transactionMaxTimeoutMillis(OptionalLong.empty());

    assertThat(run(brokers, job()))
        .containsExactly(
            "the settings of topic image-codes may not be read: make sure that max.message.bytes is"
                + " at least 999424 and that retention is meant for old timestamps. Its records get"
                + " the time of their writing as the timestamp, since it may refuse others: allow"
                + " the job's user to describe the topic's configuration",
            "transaction.max.timeout.ms of the brokers may not be read: make sure that it is at"
                + " least 900000");
  }

  @Test
  void topicsWhoseRetentionDeletesResultsOfOldInputsAreWarnedOf() {
    FakeBrokers brokers =
        brokers()
            .topic("image-codes", 8, Map.of("cleanup.policy", "compact,delete"))
            .topic("image-embeddings", 8, Map.of("cleanup.policy", "delete", "retention.ms", "-1"))
            .topic("image-dead-letters", 2, Map.of("cleanup.policy", "delete"));

    assertThat(run(brokers, job()))
        .containsExactly(
            "topic image-codes deletes records 7 d after their timestamps, which are those of their"
                + " inputs: a result of an older input is deleted soon after it was committed. Run"
                + " kafka-configs.sh --bootstrap-server broker:9092 --alter --topic image-codes"
                + " --add-config cleanup.policy=compact",
            "topic image-dead-letters deletes records 7 d after their timestamps, which are those of"
                + " their inputs: a result of an older input is deleted soon after it was committed."
                + " Run kafka-configs.sh --bootstrap-server broker:9092 --alter --topic"
                + " image-dead-letters --add-config message.timestamp.type=LogAppendTime");
  }

  @Test
  void retentionByTheTimeOfWritingNeedsNoWarning() {
    FakeBrokers brokers =
        brokers()
            .topic(
                "image-dead-letters",
                2,
                Map.of("cleanup.policy", "delete", "message.timestamp.type", "LogAppendTime"));

    assertThat(run(brokers, job())).isEmpty();
  }

  @Test
  void brokersThatDoNotAnswerAreReportedWithTheAddress() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    CommonOptions options =
        job("--kafka.bootstrap-servers", "127.0.0.1:" + port, "--kafka.connect-timeout=1 s");

    assertThatThrownBy(() -> BrokerChecks.run(options.kafka(), options.source(), options.sink()))
        .isInstanceOf(BrokersException.class)
        .hasMessageStartingWith("no broker at 127.0.0.1:" + port + " answered within 1 s: check");
  }

  @Test
  void addressesThatMakeNoSenseAreReported() {
    CommonOptions options = job("--kafka.bootstrap-servers", "no-port");

    assertThatThrownBy(() -> BrokerChecks.run(options.kafka(), options.source(), options.sink()))
        .isInstanceOf(BrokersException.class)
        .hasMessageContaining("no-port");
  }

  private static FakeBrokers brokers() {
    return new FakeBrokers()
        .topic("images", 8, ENOUGH)
        .topic("image-codes", 8, ENOUGH)
        .topic("image-embeddings", 8, ENOUGH)
        .topic("image-dead-letters", 2, ENOUGH);
  }

  private static List<String> run(FakeBrokers brokers, CommonOptions options) {
    return BrokerChecks.run(options.kafka(), options.source(), options.sink(), brokers, brokers);
  }
}
