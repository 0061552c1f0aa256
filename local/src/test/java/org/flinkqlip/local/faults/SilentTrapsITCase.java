// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker would refuse later is refused before the job starts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SilentTrapsITCase {
  private BrokerProcess broker;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    broker = BrokerProcess.start(BrokerOptions.in(directory));
    TopicCreator.create(Topics.DEFAULT, broker.bootstrapServers(), 1);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void aTransactionTimeoutAboveTheBrokersMaximumIsRefusedBeforeTheJobStarts() throws Exception {
    CommonOptions options =
        TokenizeImages.JOB.parse(
            List.of(
                "--kafka.bootstrap-servers",
                broker.bootstrapServers(),
                "--model.bundle",
                DefaultModel.open().directory().toString(),
                "--sink.transaction-timeout",
                "3 h"));

    assertThatThrownBy(() -> TokenizeImages.JOB.check(options))
        .isInstanceOf(BrokersException.class)
        .hasMessageContaining(
            "sink.transaction-timeout is 10800000 ms, but the brokers' transaction.max.timeout.ms"
                + " is 7200000");
  }
}
