// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * The records of another source with the images of the sound ones at a host. These may become dead
 * letters: what the host does is up to the test.
 */
final class ClaimChecks implements ImageSource {
  private final ImageSource source;
  private final RecordDeserializer<ImageEvent> deserializer;
  private final RecordSerializer<ImageEvent> serializer;
  private final ImageHost host;

  ClaimChecks(ImageSource source, WireFormat format, ImageHost host) throws RegistryException {
    this.source = source;
    this.deserializer = format.deserializer(ImageEvent.class);
    this.serializer = format.serializer(ImageEvent.class, Topics.DEFAULT.images());
    this.host = host;
  }

  @Override
  public FeedRecord record(long index) throws IOException, RegistryException {
    FeedRecord record = source.record(index);
    if (!record.expected().equals(Expectation.TOKENIZED)) {
      return record;
    }
    ImageEvent event = decode(record);
    ByteBuffer content = event.getContent();
    byte[] image = new byte[content.remaining()];
    content.get(image);
    event.setContent(null);
    event.setUri(host.put("image-" + index, image));
    return new FeedRecord(
        record.key(), serializer.serialize(event), record.caption(), Expectation.ANY_RESULT);
  }

  private ImageEvent decode(FeedRecord record) throws RegistryException {
    try {
      return deserializer.deserialize(record.value());
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("the feed made no event: " + record, e);
    }
  }
}
