package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.util.InstantiationUtil;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.device.StreamOptions;
import org.flinkqlip.operators.device.UnclosableAction;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;

class TokenizeOptionsTest {

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
    assertThat(options("m", 0, 1 << 20).stream().prepareThreadsHere())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options("m", 3, 1 << 20).stream().prepareThreadsHere()).isEqualTo(3);
  }

  @Test
  void valuesThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> options(" ", 0, 1 << 20)).hasMessageContaining("model is empty");
    assertThatThrownBy(() -> options("m", -1, 1 << 20)).hasMessageContaining("prepareThreads");
    assertThatThrownBy(() -> options("m", 0, 1000)).hasMessageContaining("at least 32768");
    assertThatThrownBy(() -> new OutputTopics("a", "a", null, null))
        .hasMessageContaining("topics of their own");
    assertThatThrownBy(() -> new OutputTopics("a", "", null, null)).hasMessageContaining("empty");
    assertThatThrownBy(
            () ->
                new TokenizeOptions(
                    options("m", 0, 1 << 20).stream(),
                    new OutputTopics("a", "image-dead-letters", null, null),
                    ImageLimits.DEFAULT,
                    false,
                    null,
                    FeatureType.FLOAT16,
                    true))
        .hasMessageContaining("topic of their own");
  }

  static TokenizeOptions options(String model, int prepareThreads, int maxRecordBytes) {
    return new TokenizeOptions(
        new StreamOptions(
            WireFormatOptions.singleObject(),
            "image-dead-letters",
            new BatchLimits(4, 1 << 24, Duration.ofMillis(20), 2, Duration.ofMinutes(1)),
            prepareThreads,
            model,
            SessionOptions.cpu(1),
            UnclosableAction.FAIL,
            maxRecordBytes),
        OutputTopics.DEFAULT,
        ImageLimits.DEFAULT,
        false,
        null,
        FeatureType.FLOAT16,
        true);
  }
}
