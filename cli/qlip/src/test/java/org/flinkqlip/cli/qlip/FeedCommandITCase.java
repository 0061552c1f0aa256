// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

/** The feed of a deployment, on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class FeedCommandITCase {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private BrokerProcess broker;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void topicsAreCreatedOnceAndHoldEveryRecordThatWasSent() throws Exception {
    assertThat(run("--count", "0", "--partitions", "3")).isZero();
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get())
          .containsAll(Topics.DEFAULT.results())
          .contains(Topics.DEFAULT.images());
    }
    assertThat(imagesSent(3)).isZero();

    assertThat(run("--count", "25")).isZero();
    assertThat(imagesSent(3)).isEqualTo(25);
    assertThat(out.toString()).contains("Sent 25 records to images.");
  }

  @Test
  void aRegistryThatDoesNotAnswerIsNamed() {
    assertThat(run("--count", "1", "--registry", "http://127.0.0.1:9"))
        .isEqualTo(ExitCode.SOFTWARE);

    assertThat(err.toString()).contains("127.0.0.1:9").doesNotContain("\tat ");
  }

  @Test
  void impossibleNumbersAreAWrongCommandLine() {
    assertThat(run("--count", "-1")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--rate", "-1")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--partitions", "0")).isEqualTo(ExitCode.USAGE);
  }

  private long imagesSent(int partitions) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(Topics.DEFAULT.images(), partition), OffsetSpec.latest());
    }
    try (Admin admin = admin()) {
      assertThat(
              admin
                  .describeTopics(Set.of(Topics.DEFAULT.images()))
                  .allTopicNames()
                  .get()
                  .get(Topics.DEFAULT.images())
                  .partitions())
          .hasSize(partitions);
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private int run(String... arguments) {
    String[] words = new String[arguments.length + 3];
    words[0] = "feed";
    words[1] = "--bootstrap-servers";
    words[2] = broker.bootstrapServers();
    System.arraycopy(arguments, 0, words, 3, arguments.length);
    return Qlip.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
