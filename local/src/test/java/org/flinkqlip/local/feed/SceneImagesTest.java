// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.Expectation.Outcome;
import org.flinkqlip.lab.datasets.scenes.SceneKind;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SceneImagesTest {

  /** One round of all faults and all formats. */
  private static final int ROUND = 200;

  private static final WireFormat FORMAT = WireFormatOptions.singleObject().open();
  private static final RecordSerializer<ImageEvent> SERIALIZER =
      FORMAT.serializer(ImageEvent.class, "images");
  private static final RecordDeserializer<ImageEvent> DESERIALIZER =
      FORMAT.deserializer(ImageEvent.class);

  private final SceneImages scenes = new SceneImages(42, SERIALIZER);

  @Test
  void theSameSeedAndIndexGiveTheSameRecord() throws Exception {
    SceneImages again = new SceneImages(42, SERIALIZER);

    for (long index = 0; index < 2 * ROUND; index += 11) {
      assertThat(again.record(index)).isEqualTo(scenes.record(index));
    }
  }

  @Test
  void anotherSeedGivesOtherPictures() throws Exception {
    assertThat(new SceneImages(43, SERIALIZER).record(0)).isNotEqualTo(scenes.record(0));
  }

  @Test
  void twoOfTwentyAreBrokenAndOneForgetsAnImage() throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (FeedRecord record : records(ROUND)) {
      outcomes.add(record.expected().outcome());
    }

    assertThat(outcomes).filteredOn(Outcome.DEAD_LETTER::equals).hasSize(20);
    assertThat(outcomes).filteredOn(Outcome.TOMBSTONES::equals).hasSize(10);
    assertThat(outcomes).filteredOn(Outcome.TOKENIZED::equals).hasSize(170);
  }

  @Test
  void theShareOfBrokenRecordsCanBeLower() throws Exception {
    SceneImages mostlySound = new SceneImages(42, SERIALIZER, 100);
    Set<String> categories = new HashSet<>();
    int broken = 0;
    for (long index = 0; index < 5 * ROUND; index++) {
      Expectation expected = mostlySound.record(index).expected();
      expected.category().ifPresent(categories::add);
      broken += expected.outcome() == Outcome.DEAD_LETTER ? 1 : 0;
    }

    assertThat(broken).isEqualTo(10);
    assertThat(categories).hasSize(10);
    assertThatThrownBy(() -> new SceneImages(42, SERIALIZER, 15))
        .hasMessage("brokenEvery must be a positive multiple of 10: 15");
  }

  @Test
  void everyFaultOccurs() throws Exception {
    Set<String> expected = Stream.of(Fault.values()).map(Fault::category).collect(toSet());

    Set<String> categories = new HashSet<>();
    for (FeedRecord record : records(ROUND)) {
      record.expected().category().ifPresent(categories::add);
    }

    assertThat(categories).isEqualTo(expected);
  }

  @Test
  void tombstonesAndReplacementsNameEarlierSoundImages() throws Exception {
    Set<Optional<String>> earlier = new HashSet<>();
    int repeated = 0;
    for (FeedRecord record : records(ROUND)) {
      if (record.expected().equals(Expectation.TOMBSTONES)) {
        assertThat(earlier).contains(record.key());
        assertThat(record.value()).isNull();
      } else if (record.expected().equals(Expectation.TOKENIZED) && !earlier.add(record.key())) {
        repeated++;
      }
    }
    assertThat(repeated).isEqualTo(10);
  }

  @Test
  void soundImagesHaveTheirKeyAsIdentityAndACaption() throws Exception {
    for (FeedRecord record : records(ROUND)) {
      if (record.expected().equals(Expectation.TOKENIZED)) {
        ImageEvent event = DESERIALIZER.deserialize(record.value());
        assertThat(record.key()).contains(event.getImageId());
        assertThat(event.getCaption())
            .isEqualTo(record.caption())
            .containsPattern("\\b(on|against)\\b");
      }
    }
  }

  @Test
  void theClassIsToldWhereTheFormatHasColours() throws Exception {
    List<String> classes = SceneKind.SEEN.stream().map(SceneKind::title).toList();
    int told = 0;
    for (FeedRecord record : records(ROUND)) {
      if (record.expected().equals(Expectation.TOKENIZED)) {
        String name =
            DESERIALIZER.deserialize(record.value()).getAttributes().get(SceneImages.CLASS);
        if (name != null) {
          told++;
          assertThat(classes).contains(name);
        }
      }
    }
    assertThat(told).isBetween(ROUND / 2, ROUND - ROUND / 12);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatCanBeReadBack(SceneFormat format) throws Exception {
    DrawnScene scene = DrawnScene.of(1, 5);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(format.encode(scene.paint())));

    assertThat(image.getWidth()).isEqualTo(scene.width());
    assertThat(image.getHeight()).isEqualTo(scene.height());
  }

  private List<FeedRecord> records(int count) throws IOException, RegistryException {
    List<FeedRecord> records = new ArrayList<>();
    for (long index = 0; index < count; index++) {
      records.add(scenes.record(index));
    }
    return records;
  }
}
