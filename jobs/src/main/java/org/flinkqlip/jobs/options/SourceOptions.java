// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;

/**
 * What is read from Kafka, and how much of it at a time.
 *
 * @param topic topic of inputs
 * @param groupId consumer group that offsets are committed to
 * @param startingOffsets where a job without state starts
 * @param onLostOffsets what to do where the next offset is not there any more
 * @param bounded whether the job ends at the offsets that were latest when it started
 * @param maxPollRecords records of one poll
 * @param fetchMaxBytes bytes of one fetch from a broker
 * @param maxPartitionFetchBytes bytes of one fetch from a partition
 * @param partitionDiscoveryInterval how often new partitions are looked for; zero for never
 */
public record SourceOptions(
    String topic,
    String groupId,
    StartingOffsets startingOffsets,
    LostOffsets onLostOffsets,
    boolean bounded,
    int maxPollRecords,
    MemorySize fetchMaxBytes,
    MemorySize maxPartitionFetchBytes,
    Duration partitionDiscoveryInterval) {

  public static final Option<String> TOPIC =
      Option.text("source.topic", "images", "Topic of image events (`ImageEvent`).");

  public static final Option<String> GROUP_ID =
      Option.text(
          "source.group-id",
          "flink-qlip-tokenize-images",
          "Consumer group that offsets are committed to at each checkpoint. Checkpoints decide where"
              + " a restored job goes on; the group shows lag to monitoring.");

  public static final Option<StartingOffsets> STARTING_OFFSETS =
      Option.choice(
          "source.starting-offsets",
          StartingOffsets.class,
          StartingOffsets.COMMITTED,
          "Where a job without state starts; committed means earliest where the group has no"
              + " offsets.");

  public static final Option<LostOffsets> ON_LOST_OFFSETS =
      Option.choice(
          "source.on-lost-offsets",
          LostOffsets.class,
          LostOffsets.FAIL,
          "What to do once the job has a position, from a checkpoint or from the group, and the topic"
              + " does not hold it any more: retention was faster, or the topic was made anew. fail"
              + " ends the job without a restart and says what is lost; earliest goes on with the"
              + " oldest record that is left, latest with what is written from then on.");

  public static final Option<Boolean> BOUNDED =
      Option.flag(
          "source.bounded",
          false,
          "Whether to end at the offsets that were latest at the start, for a backfill.");

  public static final Option<Integer> MAX_POLL_RECORDS =
      Option.integer(
              "source.max-poll-records",
              32,
              "Records of one poll. About three polls wait on the heap of each reader, whole images"
                  + " among them.")
          .atLeast(1);

  public static final Option<MemorySize> FETCH_MAX_BYTES =
      Option.size(
              "source.fetch-max-bytes",
              MemorySize.ofMebiBytes(32),
              "Bytes of one fetch from a broker; a larger record is still fetched, alone.")
          .positive();

  public static final Option<MemorySize> MAX_PARTITION_FETCH_BYTES =
      Option.size(
              "source.max-partition-fetch-bytes",
              MemorySize.ofMebiBytes(8),
              "Bytes of one fetch from a partition; a larger record is still fetched, alone.")
          .positive();

  public static final Option<Duration> PARTITION_DISCOVERY_INTERVAL =
      Option.duration(
          "source.partition-discovery-interval",
          Duration.ofMinutes(5),
          "How often to look for new partitions, at least 1 min; 0 for never. A shorter interval can"
              + " assign a partition twice (FLINK-40615).");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Source",
          "What is read from Kafka, and how much of it at a time.",
          List.of(
              TOPIC,
              GROUP_ID,
              STARTING_OFFSETS,
              ON_LOST_OFFSETS,
              BOUNDED,
              MAX_POLL_RECORDS,
              FETCH_MAX_BYTES,
              MAX_PARTITION_FETCH_BYTES,
              PARTITION_DISCOVERY_INTERVAL));

  private static final Duration SHORTEST_DISCOVERY = Duration.ofMinutes(1);

  public SourceOptions {
    if (!partitionDiscoveryInterval.isZero()
        && partitionDiscoveryInterval.compareTo(SHORTEST_DISCOVERY) < 0) {
      throw new InvalidOptionsException(
          PARTITION_DISCOVERY_INTERVAL.key()
              + " must be 0 or at least 1 min: a shorter one can assign a partition twice");
    }
    if (maxPartitionFetchBytes.compareTo(fetchMaxBytes) > 0) {
      throw new InvalidOptionsException(
          MAX_PARTITION_FETCH_BYTES.key() + " must not exceed " + FETCH_MAX_BYTES.key());
    }
  }

  /** Reads the options of this stage. */
  public static SourceOptions from(Settings settings) {
    return new SourceOptions(
        settings.get(TOPIC),
        settings.get(GROUP_ID),
        settings.get(STARTING_OFFSETS),
        settings.get(ON_LOST_OFFSETS),
        settings.get(BOUNDED),
        settings.get(MAX_POLL_RECORDS),
        settings.get(FETCH_MAX_BYTES),
        settings.get(MAX_PARTITION_FETCH_BYTES),
        settings.get(PARTITION_DISCOVERY_INTERVAL));
  }
}
