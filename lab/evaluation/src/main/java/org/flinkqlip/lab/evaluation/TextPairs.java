// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.evaluation.measure.RetrievalMeasure;
import org.flinkqlip.model.runtime.onnx.InferenceException;

/** Feeds retrieval with the captions it wants, and embeds no others. */
final class TextPairs {
  private TextPairs() {}

  static void add(
      ModelSessions model,
      RetrievalMeasure retrieval,
      List<CaptionedImage> images,
      List<Encoding> encodings)
      throws InferenceException {
    Map<String, Encoding> wanted = new LinkedHashMap<>();
    for (int i = 0; i < images.size(); i++) {
      if (retrieval.wants(images.get(i).caption())) {
        wanted.putIfAbsent(images.get(i).caption(), encodings.get(i));
      }
    }
    Iterator<float[]> texts = model.embed(List.copyOf(wanted.keySet())).iterator();
    for (Map.Entry<String, Encoding> pair : wanted.entrySet()) {
      if (!retrieval.wants(pair.getKey())) {
        return;
      }
      retrieval.add(pair.getKey(), texts.next(), pair.getValue().embedding());
    }
  }
}
