package org.flinkqlip.local.faults;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordEncoder;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * What differs between the tests on one {@link FaultStack}.
 *
 * @param namingStrategy of the sink's transactions
 * @param taskManagerOptions more options of the task managers' JVMs
 * @param images what is fed
 * @param pace how fast
 */
record StreamSetup(
    String namingStrategy, List<String> taskManagerOptions, Images images, Pace pace) {

  /** Makes the source of a feed. */
  @FunctionalInterface
  interface Images {
    ImageSource open(RecordEncoder<ImageEvent> encoder, StreamPulse pulse)
        throws IOException, RegistryException;
  }

  StreamSetup {
    requireNonNull(namingStrategy, "namingStrategy is null");
    taskManagerOptions = List.copyOf(taskManagerOptions);
    requireNonNull(images, "images is null");
    requireNonNull(pace, "pace is null");
  }

  /** New drawings all the time, two of twenty broken. */
  static StreamSetup drawn(String namingStrategy) {
    return new StreamSetup(
        namingStrategy,
        List.of(),
        (encoder, pulse) -> new SceneImages(7, encoder),
        new Pace(Integer.getInteger("qlip.faults.rate", 20)));
  }
}
