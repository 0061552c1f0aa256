// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.embed.EmbeddedText;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultRecords;
import org.flinkqlip.schemas.CaptionEmbedding;

/**
 * Embeddings of the images' own captions, under the images' identities.
 *
 * @param captions the topic, as captions alone are written to it
 */
public record ImageCaptionsTopic(CaptionEmbeddingsTopic captions)
    implements ImageTopic<CaptionEmbedding> {

  public ImageCaptionsTopic {
    requireNonNull(captions, "captions is null");
  }

  @Override
  public boolean needsCaptions() {
    return true;
  }

  @Override
  public String name() {
    return captions.name();
  }

  @Override
  public Class<CaptionEmbedding> schema() {
    return captions.schema();
  }

  @Override
  public ResultRecords<EncodedImage, CaptionEmbedding> records(
      String modelId, ModelManifest manifest) {
    return new Records(captions.records(modelId, manifest));
  }

  private record Records(ResultRecords<EmbeddedText, CaptionEmbedding> captions)
      implements ResultRecords<EncodedImage, CaptionEmbedding> {

    /** An image without a caption forgets the one of the image that it may have replaced. */
    @Override
    public Optional<CaptionEmbedding> of(RecordFacts facts, EncodedImage image)
        throws RecordRuleException {
      if (image.caption().isEmpty()) {
        return Optional.empty();
      }
      EmbeddedText caption = image.caption().get();
      byte[] text = caption.text().getBytes(UTF_8);
      return captions.of(facts.withContent(Sha256.of(text), (long) text.length), caption);
    }

    @Override
    public Optional<String> howToShrink(RecordFacts facts) {
      return captions.howToShrink(facts);
    }
  }
}
