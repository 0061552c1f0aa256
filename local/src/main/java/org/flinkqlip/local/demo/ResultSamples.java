// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.local.neighbours.EmbeddingIndex;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.jspecify.annotations.Nullable;

/** Some of the results, to look at. Not thread-safe. */
final class ResultSamples {
  /** An index of this size stays under 10 MB and is searched in a blink. */
  private static final int MAX_IMAGES = 2000;

  private static final int CODES_SHOWN = 8;
  private static final int NEIGHBOURS_SHOWN = 3;

  private final EmbeddingIndex embeddings = new EmbeddingIndex();

  /** What images show, by their identity, where that is known. */
  private final Map<String, String> classes = new TreeMap<>();

  private final Map<String, ImageCodes> codes = new LinkedHashMap<>();
  private final Map<String, DeadLetter> deadLetters = new TreeMap<>();

  /** Looks at a result; later ones of an image replace earlier ones. */
  void add(CommittedResult result) {
    if (result.record().isTombstone()) {
      result.record().key().ifPresent(key -> forget(result.record().topic(), key));
    } else if (result.value().orElse(null) instanceof ImageCodes value) {
      if (codes.containsKey(value.getImageId()) || codes.size() < MAX_IMAGES) {
        codes.put(value.getImageId(), value);
      }
    } else if (result.value().orElse(null) instanceof ImageEmbedding value) {
      if (embeddings.contains(value.getImageId()) || embeddings.size() < MAX_IMAGES) {
        embeddings.put(value.getImageId(), value.getEmbedding());
        putClass(value.getImageId(), value.getAttributes().get(SceneImages.CLASS));
      }
    } else if (result.value().orElse(null) instanceof DeadLetter value) {
      deadLetters.putIfAbsent(value.getCategory(), value);
    }
  }

  private void putClass(String imageId, @Nullable String name) {
    if (name == null) {
      classes.remove(imageId);
    } else {
      classes.put(imageId, name);
    }
  }

  private void forget(String topic, String imageId) {
    if (topic.equals(Topics.DEFAULT.codes())) {
      codes.remove(imageId);
    } else {
      embeddings.remove(imageId);
      classes.remove(imageId);
    }
  }

  /**
   * Text about the first {@code count} images that are still there.
   *
   * @param captions what is known about an image, by its identity
   * @param labels zero-shot labels, if the model has any
   */
  String images(int count, Map<String, String> captions, Optional<SceneLabels> labels) {
    return codes.values().stream()
        .filter(value -> embeddings.contains(value.getImageId()))
        .limit(count)
        .map(value -> image(value, captions, labels))
        .collect(Collectors.joining());
  }

  private String image(
      ImageCodes value, Map<String, String> captions, Optional<SceneLabels> labels) {
    StringBuilder text = new StringBuilder();
    text.append("  %s  %s%n".formatted(value.getImageId(), caption(value.getImageId(), captions)));
    List<Integer> first =
        value.getCodes().subList(0, Math.min(CODES_SHOWN, value.getCodes().size()));
    text.append(
        "    codes       %s ... (%d x %d of %d bits)%n"
            .formatted(
                first.stream().map(String::valueOf).collect(Collectors.joining(" ")),
                value.getGridHeight(),
                value.getGridWidth(),
                value.getBitsPerCode()));
    labels.ifPresent(known -> text.append(label(value.getImageId(), known)));
    String name = "neighbours";
    for (EmbeddingIndex.Neighbour near : embeddings.nearest(value.getImageId(), NEIGHBOURS_SHOWN)) {
      text.append(
          String.format(
              Locale.ROOT,
              "    %-10s  %.3f  %s  %s%n",
              name,
              near.similarity(),
              near.imageId(),
              caption(near.imageId(), captions)));
      name = "";
    }
    return text.toString();
  }

  /** Whether it is known of any image what it shows. */
  boolean hasClasses() {
    return !classes.isEmpty();
  }

  private String label(String imageId, SceneLabels labels) {
    String known = classes.get(imageId);
    if (known == null) {
      return "";
    }
    String label = labels.of(embeddings.embedding(imageId));
    return "    label       %s, %s%n"
        .formatted(label, label.equals(known) ? "right" : "WRONG: a " + known);
  }

  /** How many labels and neighbours of the images that are still there are right. */
  SampleMeaning meaning(SceneLabels labels) {
    SampleMeaning meaning = SampleMeaning.NONE;
    for (Map.Entry<String, String> image : classes.entrySet()) {
      String label = labels.of(embeddings.embedding(image.getKey()));
      Optional<String> neighbour =
          embeddings.nearest(image.getKey(), embeddings.size()).stream()
              .map(near -> classes.get(near.imageId()))
              .filter(Objects::nonNull)
              .findFirst();
      meaning = meaning.plus(image.getValue(), label, neighbour);
    }
    return meaning;
  }

  /** Text about one dead letter of each category. */
  String deadLetters(Map<String, Long> counts) {
    return deadLetters.entrySet().stream()
        .map(
            entry ->
                "  %-22s %4d  such as %s%n"
                    .formatted(
                        entry.getKey(),
                        counts.getOrDefault(entry.getKey(), 0L),
                        entry.getValue().getMessage()))
        .collect(Collectors.joining());
  }

  private static String caption(String imageId, Map<String, String> captions) {
    return Optional.ofNullable(captions.get(imageId))
        .filter(caption -> !caption.equals(imageId))
        .orElse("");
  }
}
