// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.util.InstantiationUtil;
import org.flinkqlip.jobs.options.CommonOptions;
import org.junit.jupiter.api.Test;

class RecordSourceTest {

  @Test
  void onlyFewAndCommittedRecordsAreRead() {
    CommonOptions options = job("--kafka.bootstrap-servers", "b:1");

    assertThat(RecordSource.properties(options.kafka(), options.source()))
        .containsEntry("bootstrap.servers", "b:1")
        .containsEntry("group.id", "flink-qlip-tokenize-images")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("max.poll.records", "32")
        .containsEntry("fetch.max.bytes", "33554432")
        .containsEntry("max.partition.fetch.bytes", "8388608")
        .containsEntry("partition.discovery.interval.ms", "300000");
  }

  @Test
  void propertiesPassThroughAndDiscoveryCanBeSwitchedOff() {
    CommonOptions options =
        job(
            "--kafka.properties.security.protocol=SSL",
            "--source.kafka.properties.isolation.level=read_uncommitted",
            "--source.partition-discovery-interval=0");

    assertThat(RecordSource.properties(options.kafka(), options.source()))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("isolation.level", "read_uncommitted")
        .containsEntry("partition.discovery.interval.ms", "-1");
  }

  @Test
  void aBackfillEnds() {
    CommonOptions endless = job();
    CommonOptions bounded = job("--source.bounded");

    assertThat(RecordSource.create(endless.kafka(), endless.source()).getBoundedness())
        .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    assertThat(RecordSource.create(bounded.kafka(), bounded.source()).getBoundedness())
        .isEqualTo(Boundedness.BOUNDED);
  }

  @Test
  void theSourceTravelsToTaskManagers() {
    CommonOptions options = job();

    assertThat(
            InstantiationUtil.isSerializable(
                RecordSource.create(options.kafka(), options.source())))
        .isTrue();
  }
}
