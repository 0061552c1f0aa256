// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.device.UnclosableAction;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;

class TokenizeOptionsTest {
  static final List<ImageTopic<?>> TOPICS =
      List.of(
          new ImageCodesTopic(ImageCodesTopic.USUAL_NAME, null),
          new ImageEmbeddingsTopic(ImageEmbeddingsTopic.USUAL_NAME));

  @Test
  void operatorWithItsOptionsTravelsToTheTaskManagers() throws Exception {
    TokenizeOptions options = options("/models/golden", 0, 1 << 20);

    assertThat(InstantiationUtil.clone(options)).isEqualTo(options);
    assertThat(
            InstantiationUtil.clone(
                TokenizeOperator.factory(options, ContentFetcherFactory.none())))
        .isNotNull();
  }

  @Test
  void zeroPrepareThreadsMeansOneForEachCore() {
    assertThat(options("m", 0, 1 << 20).operator().prepareThreadsHere())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options("m", 3, 1 << 20).operator().prepareThreadsHere()).isEqualTo(3);
  }

  @Test
  void valuesThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> options(" ", 0, 1 << 20)).hasMessageContaining("model is empty");
    assertThatThrownBy(() -> options("m", -1, 1 << 20)).hasMessageContaining("prepareThreads");
    assertThatThrownBy(() -> options("m", 0, 1000)).hasMessageContaining("at least 32768");
    assertThatThrownBy(() -> new ImageEmbeddingsTopic("")).hasMessageContaining("topic is empty");
    assertThatThrownBy(() -> withMore("image-codes"))
        .hasMessageContaining("results need topics of their own");
    assertThatThrownBy(() -> withMore("image-dead-letters"))
        .hasMessageContaining("dead letters need a topic of their own");
  }

  private static TokenizeOptions withMore(String topic) {
    return new TokenizeOptions(
        options("m", 0, 1 << 20).operator(),
        topicsAnd(new ImageFeaturesTopic(topic, FeatureType.FLOAT16)),
        ImageLimits.DEFAULT,
        false);
  }

  static TokenizeOptions options(String model, int prepareThreads, int maxRecordBytes) {
    return new TokenizeOptions(
        new OperatorOptions(
            WireFormatOptions.singleObject(),
            "image-dead-letters",
            new BatchLimits(4, 1 << 24, Duration.ofMillis(20), 2, Duration.ofMinutes(1)),
            prepareThreads,
            model,
            SessionOptions.cpu(1),
            UnclosableAction.FAIL,
            maxRecordBytes),
        TOPICS,
        ImageLimits.DEFAULT,
        false);
  }

  static List<ImageTopic<?>> topicsAnd(ImageTopic<?> more) {
    List<ImageTopic<?>> topics = new ArrayList<>(TOPICS);
    topics.add(more);
    return topics;
  }
}
