// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.ReconstructedImage;

@Domain(RecordArbitraries.class)
class RoundTripPropertiesTest {

  @Property(tries = 200)
  void imageEventsComeBackEqual(@ForAll ImageEvent record) throws Exception {
    assertComesBack(record, ImageEvent.class);
  }

  @Property(tries = 200)
  void imageCodesComeBackEqual(@ForAll ImageCodes record) throws Exception {
    assertComesBack(record, ImageCodes.class);
  }

  @Property(tries = 200)
  void imageEmbeddingsComeBackEqual(@ForAll ImageEmbedding record) throws Exception {
    assertComesBack(record, ImageEmbedding.class);
  }

  @Property(tries = 200)
  void imageFeaturesComeBackEqual(@ForAll ImageFeatures record) throws Exception {
    assertComesBack(record, ImageFeatures.class);
  }

  @Property(tries = 200)
  void captionsComeBackEqual(@ForAll Caption record) throws Exception {
    assertComesBack(record, Caption.class);
  }

  @Property(tries = 200)
  void captionEmbeddingsComeBackEqual(@ForAll CaptionEmbedding record) throws Exception {
    assertComesBack(record, CaptionEmbedding.class);
  }

  @Property(tries = 200)
  void reconstructedImagesComeBackEqual(@ForAll ReconstructedImage record) throws Exception {
    assertComesBack(record, ReconstructedImage.class);
  }

  @Property(tries = 200)
  void deadLettersComeBackEqual(@ForAll DeadLetter record) throws Exception {
    assertComesBack(record, DeadLetter.class);
  }

  private static <T extends SpecificRecord> void assertComesBack(T record, Class<T> type)
      throws Exception {
    for (WireKind kind : WireKind.values()) {
      WireFormat format = TestFormats.open(kind);
      byte[] payload = format.serializer(type, "topic").serialize(record);
      assertThat(format.deserializer(type).deserialize(payload)).isEqualTo(record);
    }
  }
}
