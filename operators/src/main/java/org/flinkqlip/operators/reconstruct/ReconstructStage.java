// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Preparation;
import org.flinkqlip.operators.outcome.RecordIdentity;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.wire.RecordDeserializer;

/**
 * Preparation: payload to codes of this model. Run: codes to pixels. The buffer is int32 [capacity,
 * N].
 */
final class ReconstructStage extends ModelStage<int[][], byte[]> {
  private final RecordDeserializer<ImageCodes> deserializer;
  private final CodesReader reader;
  private final ImageDecoder device;
  private final int tokens;

  ReconstructStage(
      RecordDeserializer<ImageCodes> deserializer,
      String modelId,
      ModelManifest manifest,
      ImageDecoder device) {
    this.deserializer = deserializer;
    this.reader = new CodesReader(modelId, manifest);
    this.device = device;
    this.tokens = manifest.tokens();
  }

  @Override
  public int[][] newBuffer(int capacity) {
    return new int[capacity][];
  }

  @Override
  protected void prepare(Preparation preparation, int[][] buffer, int slot) throws Exception {
    ImageCodes codes = deserializer.deserialize(preparation.source().value());
    preparation.learn(
        preparation
            .facts()
            .withEvent(codes.getImageId(), null, codes.getEventTime(), Map.of())
            .withContent(codes.getProvenance().getContentSha256(), null));
    RecordIdentity.check("imageId", codes.getImageId(), preparation.source().key());
    buffer[slot] = reader.read(codes);
  }

  @Override
  public void move(int[][] buffer, int from, int to) {
    buffer[to] = buffer[from];
  }

  @Override
  protected List<byte[]> runSlots(int[][] buffer, int first, int count) throws InferenceException {
    return device.decode(Arrays.copyOfRange(buffer, first, first + count));
  }

  @Override
  protected void runBlank() throws InferenceException {
    device.decode(new int[1][tokens]);
  }
}
