// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.flinkqlip.jobs.audit.Expectation.deadLetter;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/** The images of another source, with traps in the place of some. */
final class TrapImages implements ImageSource {
  private final ImageSource images;
  private final Map<Long, Trap> traps;
  private final RecordSerializer<ImageEvent> serializer;

  TrapImages(ImageSource images, Map<Long, Trap> traps, RecordSerializer<ImageEvent> serializer) {
    this.images = images;
    this.traps = Map.copyOf(traps);
    this.serializer = serializer;
  }

  @Override
  public FeedRecord record(long index) throws IOException, RegistryException {
    Trap trap = traps.get(index);
    return trap == null ? images.record(index) : trap(index, trap);
  }

  private FeedRecord trap(long index, Trap trap) throws RegistryException {
    String id = "trap-" + index;
    ImageEvent event =
        ImageEvent.newBuilder()
            .setImageId(id)
            .setUri(trap.uri())
            .setEventTime(Instant.now())
            .build();
    return new FeedRecord(
        Optional.of(id), serializer.serialize(event), trap.name(), deadLetter("QUARANTINED"));
  }
}
