package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;

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
  void deadLettersComeBackEqual(@ForAll DeadLetter record) throws Exception {
    assertComesBack(record, DeadLetter.class);
  }

  private static <T extends SpecificRecord> void assertComesBack(T record, Class<T> type)
      throws Exception {
    for (WireKind kind : WireKind.values()) {
      WireFormat format = TestFormats.open(kind);
      byte[] payload = format.encoder(type, "topic").encode(record);
      assertThat(format.decoder(type).decode(payload)).isEqualTo(record);
    }
  }
}
