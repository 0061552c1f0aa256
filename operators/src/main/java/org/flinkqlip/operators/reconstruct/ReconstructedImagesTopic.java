// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.operators.outcome.OutputTopic;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.ResultRecords;
import org.flinkqlip.operators.outcome.TopicNames;
import org.flinkqlip.schemas.ReconstructedImage;

/**
 * Pixels as encoded pictures.
 *
 * @param name of the topic
 * @param format of the pictures
 */
public record ReconstructedImagesTopic(String name, PictureFormat format)
    implements OutputTopic<byte[], ReconstructedImage> {

  /** Its usual name. */
  public static final String USUAL_NAME = "reconstructed-images";

  public ReconstructedImagesTopic {
    TopicNames.require(name);
    requireNonNull(format, "format is null");
  }

  @Override
  public Class<ReconstructedImage> schema() {
    return ReconstructedImage.class;
  }

  @Override
  public ResultRecords<byte[], ReconstructedImage> records(String modelId, ModelManifest manifest) {
    return new Records(modelId, format, new PictureWriter(format), manifest.imageSize());
  }

  /** Of square pictures. */
  private record Records(String modelId, PictureFormat format, PictureWriter writer, int edge)
      implements ResultRecords<byte[], ReconstructedImage> {
    @Override
    public Optional<ReconstructedImage> of(RecordFacts facts, byte[] pixels) {
      return Optional.of(
          ReconstructedImage.newBuilder()
              .setImageId(facts.id())
              .setEventTime(facts.eventTime())
              .setContent(ByteBuffer.wrap(writer.write(pixels, edge, edge)))
              .setContentType(format.mimeType())
              .setWidth(edge)
              .setHeight(edge)
              .setProvenance(facts.provenance(modelId))
              .build());
    }

    @Override
    public Optional<String> howToShrink(RecordFacts facts) {
      return Optional.of(
          format == PictureFormat.JPEG
              ? "jpeg is the smallest format"
              : "write jpeg, which is smaller than " + format);
    }
  }
}
