// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.onnx.TextSession;
import org.flinkqlip.model.runtime.text.ClipTokenizer;

/** Texts to unit-length embeddings, in batches. */
final class TextEmbeddings {
  private static final int BATCH = 32;

  private TextEmbeddings() {}

  static float[][] of(ModelBundle bundle, List<String> texts)
      throws IOException, BundleException, InferenceException {
    ClipTokenizer tokenizer = bundle.tokenizer();
    List<float[]> embeddings = new ArrayList<>();
    try (TextSession session = TextSession.open(bundle, SessionOptions.cpu(0))) {
      for (int start = 0; start < texts.size(); start += BATCH) {
        int[][] ids =
            texts.subList(start, Math.min(texts.size(), start + BATCH)).stream()
                .map(tokenizer::encode)
                .toArray(int[][]::new);
        embeddings.addAll(List.of(session.embed(ids)));
      }
    }
    return embeddings.toArray(float[][]::new);
  }
}
