// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.settings;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaOptionsTest {

  @Test
  void nothingIsPassedThroughByDefault() {
    assertThat(KafkaOptions.from(settings("--kafka.bootstrap-servers", "b:1")))
        .isEqualTo(new KafkaOptions("b:1", Duration.ofSeconds(30), Map.of(), Map.of()));
  }

  @Test
  void propertiesOfOneEndAreStrongerThanThoseOfBoth() {
    assertThat(
            KafkaOptions.from(
                settings(
                    "--kafka.bootstrap-servers",
                    "b:1,c:2",
                    "--kafka.connect-timeout=5 s",
                    "--kafka.properties.client.id=both",
                    "--kafka.properties.security.protocol=SSL",
                    "--source.kafka.properties.client.id=source",
                    "--sink.kafka.properties.linger.ms=20")))
        .isEqualTo(
            new KafkaOptions(
                "b:1,c:2",
                Duration.ofSeconds(5),
                Map.of("client.id", "source", "security.protocol", "SSL"),
                Map.of("client.id", "both", "security.protocol", "SSL", "linger.ms", "20")));
  }

  @ParameterizedTest
  @CsvSource({
    "--kafka.connect-timeout=0, kafka.connect-timeout",
    "--kafka.properties.bootstrap.servers=x, use kafka.bootstrap-servers",
    "--source.kafka.properties.group.id=x, use source.group-id",
    "--source.kafka.properties.max.poll.records=1, use source.max-poll-records",
    "--source.kafka.properties.value.deserializer=x, leave it out",
    "--sink.kafka.properties.transaction.timeout.ms=1, use sink.transaction-timeout",
    "--sink.kafka.properties.max.request.size=1, use sink.max-record-bytes",
    "--sink.kafka.properties.partitioner.ignore.keys=true, leave it out"
  })
  void propertiesThatTheJobSetsAreRefusedWithTheOptionToUse(String argument, String message) {
    assertThatThrownBy(() -> KafkaOptions.from(settings(argument))).hasMessageContaining(message);
  }
}
