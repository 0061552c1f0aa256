package org.flinkqlip.operators.reconstruct;

import java.nio.ByteBuffer;
import java.util.List;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Pixels as encoded pictures in records. */
final class PictureResults implements ResultFormat<byte[]> {
  private final String topic;
  private final PictureFormat format;
  private final PictureWriter writer;
  private final String modelId;
  private final int edge;
  private final RecordSerializer<ReconstructedImage> serializer;

  /**
   * A format.
   *
   * @param edge of the square pictures, in pixels
   */
  PictureResults(
      String topic, PictureFormat format, String modelId, int edge, WireFormat wireFormat) {
    this.topic = topic;
    this.format = format;
    this.writer = new PictureWriter(format);
    this.modelId = modelId;
    this.edge = edge;
    this.serializer = wireFormat.serializer(ReconstructedImage.class, topic);
  }

  @Override
  public List<String> topics() {
    return List.of(topic);
  }

  @Override
  public DeadLetterCategory runFailure() {
    return DeadLetterCategory.RECONSTRUCT_FAILED;
  }

  @Override
  public List<Payload> payloads(RecordFacts facts, byte[] pixels) throws RegistryException {
    ReconstructedImage image =
        ReconstructedImage.newBuilder()
            .setImageId(facts.id())
            .setEventTime(facts.eventTime())
            .setContent(ByteBuffer.wrap(writer.write(pixels, edge, edge)))
            .setContentType(format.mimeType())
            .setWidth(edge)
            .setHeight(edge)
            .setProvenance(facts.provenance(modelId))
            .build();
    return List.of(new Payload(topic, serializer.serialize(image)));
  }

  @Override
  public String howToShrink(RecordFacts facts) {
    return format == PictureFormat.JPEG
        ? "jpeg is the smallest format"
        : "write jpeg, which is smaller than " + format;
  }
}
