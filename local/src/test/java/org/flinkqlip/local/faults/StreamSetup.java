// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * What differs between the tests on one {@link FaultStack}.
 *
 * @param jobArguments of the job, beside those that every job needs
 * @param exactlyOnce whether the job writes in transactions
 * @param taskManagerOptions more options of the task managers' JVMs
 * @param brokers one or three
 * @param outside what the job needs beside Kafka
 * @param images what is fed
 * @param pace how fast
 */
record StreamSetup(
    List<String> jobArguments,
    boolean exactlyOnce,
    List<String> taskManagerOptions,
    KafkaSide.Opening brokers,
    Outside.Opening outside,
    Images images,
    Pace pace) {

  /** Makes the source of a feed. */
  @FunctionalInterface
  interface Images {
    ImageSource open(RecordSerializer<ImageEvent> serializer, StreamPulse pulse)
        throws IOException, RegistryException;
  }

  StreamSetup {
    jobArguments = List.copyOf(jobArguments);
    taskManagerOptions = List.copyOf(taskManagerOptions);
    requireNonNull(brokers, "brokers is null");
    requireNonNull(outside, "outside is null");
    requireNonNull(images, "images is null");
    requireNonNull(pace, "pace is null");
  }

  /** New drawings all the time, two of twenty broken, through one broker, exactly once. */
  static StreamSetup drawn() {
    return new StreamSetup(
        List.of(),
        true,
        List.of(),
        KafkaSide::ofOne,
        Outside::nothing,
        (serializer, pulse) -> new SceneImages(7, serializer),
        new Pace(Integer.getInteger("qlip.faults.rate", 20)));
  }

  /** The same with a naming strategy of the sink's transactions. */
  StreamSetup withNamingStrategy(String name) {
    return withJobArguments("--sink.transaction-naming-strategy", name);
  }

  /** The same with other arguments of the job. */
  StreamSetup withJobArguments(String... arguments) {
    return new StreamSetup(
        List.of(arguments), exactlyOnce, taskManagerOptions, brokers, outside, images, pace);
  }

  /** The same without transactions. */
  StreamSetup atLeastOnce() {
    return new StreamSetup(
        List.of("--sink.delivery-guarantee", "at-least-once"),
        false,
        taskManagerOptions,
        brokers,
        outside,
        images,
        pace);
  }

  /** The same with three brokers. */
  StreamSetup withThreeBrokers() {
    return new StreamSetup(
        jobArguments, exactlyOnce, taskManagerOptions, KafkaSide::ofThree, outside, images, pace);
  }

  /** The same in a registry's format, with images that are fetched from a host. */
  StreamSetup withOutside() {
    return new StreamSetup(
        jobArguments, exactlyOnce, taskManagerOptions, brokers, Outside::start, images, pace);
  }

  /** The same with another feed. */
  StreamSetup with(Images others, Pace itsPace) {
    return new StreamSetup(
        jobArguments, exactlyOnce, taskManagerOptions, brokers, outside, others, itsPace);
  }

  /** The same with more options of the task managers' JVMs. */
  StreamSetup withTaskManagerOptions(String... options) {
    return new StreamSetup(
        jobArguments, exactlyOnce, List.of(options), brokers, outside, images, pace);
  }
}
