// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.metrics.ReportedMetrics;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.Streams;
import org.flinkqlip.operators.tokenize.ImageCodesTopic;
import org.flinkqlip.operators.tokenize.ImageEmbeddingsTopic;
import org.flinkqlip.operators.tokenize.TokenizeOperator;
import org.flinkqlip.operators.tokenize.TokenizeOptions;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;

/** The real tokenizing operator with a real model, its metrics as a reporter sees them. */
@SuppressWarnings("try") // harnesses may be interrupted while they close
final class WatchedOperator implements AutoCloseable {
  private final ReportedMetrics metrics = new ReportedMetrics();
  private final WireFormat wire = WireFormatOptions.singleObject().open();
  private final String modelId;
  private final MockEnvironment environment;
  private final OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness;
  private long sent;

  WatchedOperator(ModelBundle bundle, HealthOptions health) throws Exception {
    modelId = bundle.modelId();
    environment = new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build();
    harness =
        new OneInputStreamOperatorTestHarness<>(
            TokenizeOperator.factory(
                new TokenizeOptions(
                    Streams.options(bundle.directory().toString()),
                    List.of(
                        new ImageCodesTopic("image-codes", null),
                        new ImageEmbeddingsTopic("image-embeddings")),
                    ImageLimits.DEFAULT,
                    false,
                    health),
                ContentFetcherFactory.none()),
            TypeInformation.of(SourceRecord.class).createSerializer(new SerializerConfigImpl()),
            environment);
    harness.open();
  }

  /** Lets {@code count} pictures of a feed through, and waits for their results. */
  void send(Feed feed, Scenes scenes, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      byte[] png = png(feed.picture(scenes, sent));
      ImageEvent event =
          ImageEvent.newBuilder()
              .setImageId(String.valueOf(sent))
              .setAttributes(Map.of())
              .setContent(ByteBuffer.wrap(png))
              .build();
      harness.processElement(
          new SourceRecord(
              "images",
              0,
              sent,
              sent,
              String.valueOf(sent).getBytes(UTF_8),
              wire.serializer(ImageEvent.class, "images").serialize(event)),
          sent);
      sent++;
    }
    harness.prepareSnapshotPreBarrier(sent);
    harness.getOutput().clear();
  }

  /** Images whose results were sent out. */
  long tokenized() {
    return metrics.count("tokenizer_imagesTokenized");
  }

  boolean has(String health) {
    return metrics.has(name(health));
  }

  double figure(String health) {
    return ((Number) metrics.gauge(name(health))).doubleValue();
  }

  private String name(String health) {
    return "tokenizer_model_%s{model=%s}".formatted(health, modelId);
  }

  private static byte[] png(byte[] rgb) throws IOException {
    BufferedImage image = new BufferedImage(Feed.SIZE, Feed.SIZE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < Feed.SIZE * Feed.SIZE; i++) {
      int color = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
      image.setRGB(i % Feed.SIZE, i / Feed.SIZE, color);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Override
  public void close() throws Exception {
    harness.close();
    environment.close();
  }
}
