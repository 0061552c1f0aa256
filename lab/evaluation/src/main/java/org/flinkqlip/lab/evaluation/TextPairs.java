package org.flinkqlip.lab.evaluation;

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
    List<String> captions = List.copyOf(wanted.keySet());
    List<float[]> texts = model.embed(captions);
    for (int i = 0; i < captions.size() && retrieval.wants(captions.get(i)); i++) {
      retrieval.add(captions.get(i), texts.get(i), wanted.get(captions.get(i)).embedding());
    }
  }
}
