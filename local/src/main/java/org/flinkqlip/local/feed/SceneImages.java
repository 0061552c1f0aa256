// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * Drawn scenes of coloured shapes with captions, from the held-out split of what the default model
 * was trained on, in twelve formats and ten sizes. Of each twenty records two are broken on
 * purpose, unless told otherwise, one forgets an earlier image and one replaces an earlier image. A
 * seed and an index decide everything, the picture's bytes too (on one Java version). What a scene
 * shows mainly is the attribute {@link #CLASS} of its event, unless its format has no colours.
 */
public final class SceneImages implements ImageSource {
  /** Name of the attribute that tells what a picture shows, such as "red circle". */
  public static final String CLASS = "class";

  private static final int CYCLE = 20;
  private static final int BROKEN = 7;
  private static final int BROKEN_EVERY = 10;
  private static final int TOMBSTONE = 13;
  private static final int REPLACEMENT = 19;
  private static final int TOMBSTONE_DISTANCE = 5;
  private static final int REPLACEMENT_DISTANCE = 10;

  private static final Instant FIRST_EVENT_TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final long seed;
  private final RecordSerializer<ImageEvent> serializer;
  private final int brokenEvery;

  /** Scenes of a seed, two of twenty broken. */
  public SceneImages(long seed, RecordSerializer<ImageEvent> serializer) {
    this(seed, serializer, BROKEN_EVERY);
  }

  /**
   * Scenes of a seed.
   *
   * @param brokenEvery one of so many records is broken; a multiple of 10
   */
  public SceneImages(long seed, RecordSerializer<ImageEvent> serializer, int brokenEvery) {
    this.seed = seed;
    this.serializer = requireNonNull(serializer, "serializer is null");
    // Else a broken record may fall on one that forgets or replaces an image.
    if (brokenEvery < BROKEN_EVERY || brokenEvery % BROKEN_EVERY != 0) {
      throw new IllegalArgumentException(
          "brokenEvery must be a positive multiple of %d: %d".formatted(BROKEN_EVERY, brokenEvery));
    }
    this.brokenEvery = brokenEvery;
  }

  @Override
  public FeedRecord record(long index) throws IOException, RegistryException {
    if (index % brokenEvery == BROKEN) {
      return broken(index);
    }
    return switch ((int) (index % CYCLE)) {
      case TOMBSTONE ->
          new FeedRecord(
              Optional.of(imageId(index - TOMBSTONE_DISTANCE)),
              null,
              "forget " + imageId(index - TOMBSTONE_DISTANCE),
              Expectation.TOMBSTONES);
      case REPLACEMENT -> sound(index, imageId(index - REPLACEMENT_DISTANCE));
      default -> sound(index, imageId(index));
    };
  }

  private FeedRecord sound(long index, String imageId) throws IOException, RegistryException {
    SceneFormat[] formats = SceneFormat.values();
    DrawnScene scene = DrawnScene.of(seed, index);
    ImageEvent event = event(index, imageId, scene, formats[Math.floorMod(index, formats.length)]);
    return new FeedRecord(
        Optional.of(imageId), serializer.serialize(event), scene.caption(), Expectation.TOKENIZED);
  }

  private FeedRecord broken(long index) throws IOException, RegistryException {
    Fault[] faults = Fault.values();
    Fault fault = faults[(int) (index / brokenEvery % faults.length)];
    String imageId = imageId(index);
    ImageEvent event =
        event(index, imageId, DrawnScene.of(seed, index), SceneFormat.JPEG_HIGH_QUALITY);
    fault.breakEvent(event);
    return new FeedRecord(
        fault.breakKey(imageId),
        fault.breakBytes(serializer.serialize(event)),
        fault.description(),
        Expectation.deadLetter(fault.category()));
  }

  private static ImageEvent event(long index, String imageId, DrawnScene scene, SceneFormat format)
      throws IOException {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("file", imageId + "." + format.extension());
    if (format.hasColors()) {
      attributes.put(CLASS, scene.scene().main().kind().title());
    }
    return ImageEvent.newBuilder()
        .setImageId(imageId)
        .setContent(ByteBuffer.wrap(format.encode(scene.paint())))
        .setContentType(format.mediaType())
        .setEventTime(FIRST_EVENT_TIME.plusSeconds(index))
        .setCaption(scene.caption())
        .setAttributes(attributes)
        .build();
  }

  private static String imageId(long index) {
    return "scene-%06d".formatted(index);
  }
}
