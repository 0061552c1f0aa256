// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;

/** Records of image events as a topic holds them, and the results of images read back. */
record ImageRecords(WireFormat wire) {
  /** An event of each golden image under its name, in one partition. */
  List<SourceRecord> inline(List<String> images) throws Exception {
    List<SourceRecord> sources = new ArrayList<>();
    for (String name : images) {
      sources.add(
          source(sources.size(), name, event(name).setContent(wrap(GoldenBundle.image(name)))));
    }
    return sources;
  }

  /** A record whose time is a second after its offset in milliseconds. */
  SourceRecord source(long offset, String key, ImageEvent.Builder event) throws Exception {
    return new SourceRecord(
        "images",
        0,
        offset,
        1000 + offset,
        key.getBytes(UTF_8),
        wire.serializer(ImageEvent.class, "images").serialize(event.build()));
  }

  static ImageEvent.Builder event(String id) {
    return ImageEvent.newBuilder().setImageId(id).setAttributes(Map.of());
  }

  static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes);
  }

  ImageCodes codes(OutboundRecord record) throws Exception {
    assertThat(record.topic()).isEqualTo("image-codes");
    return wire.deserializer(ImageCodes.class).deserialize(record.value());
  }

  ImageEmbedding embedding(OutboundRecord record) throws Exception {
    assertThat(record.topic()).isEqualTo("image-embeddings");
    return wire.deserializer(ImageEmbedding.class).deserialize(record.value());
  }
}
