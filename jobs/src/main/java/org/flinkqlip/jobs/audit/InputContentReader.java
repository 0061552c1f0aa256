// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Values of input records to digests of what they hold. */
public final class InputContentReader {
  private final RecordDeserializer<? extends SpecificRecord> deserializer;

  /** Reads what a job reads. */
  public InputContentReader(StreamTopics topics, WireFormat format) {
    deserializer = format.deserializer(topics.inputType());
  }

  /**
   * What the value of a record holds; nothing is known of one that is malformed or a tombstone.
   *
   * @param name the record as messages name it
   * @throws ResultsUnreadableException if the registry does not give the value's schema
   */
  public InputContent read(Optional<byte[]> value, String name) {
    if (value.isEmpty()) {
      return InputContent.UNKNOWN;
    }
    try {
      return content(deserializer.deserialize(value.get()));
    } catch (MalformedRecordException e) {
      return InputContent.UNKNOWN;
    } catch (RegistryException e) {
      throw new ResultsUnreadableException(
          "the input %s cannot be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static InputContent content(SpecificRecord input) {
    if (input instanceof ImageEvent event) {
      return new InputContent(
          inlineContent(event).map(Sha256::of),
          true,
          Optional.ofNullable(event.getCaption())
              .filter(caption -> !caption.isBlank())
              .map(InputContentReader::ofText));
    }
    if (input instanceof Caption caption) {
      return InputContent.of(Optional.of(ofText(caption.getText())));
    }
    if (input instanceof ImageCodes codes) {
      return InputContent.of(Optional.ofNullable(codes.getProvenance().getContentSha256()));
    }
    throw new IllegalArgumentException("no input: " + input.getSchema().getFullName());
  }

  private static Optional<byte[]> inlineContent(ImageEvent event) {
    if (event.getContent() == null || event.getUri() != null) {
      return Optional.empty();
    }
    ByteBuffer content = event.getContent().duplicate();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    return Optional.of(bytes);
  }

  private static String ofText(String text) {
    return Sha256.of(text.getBytes(UTF_8));
  }
}
