// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.jobs.options.OptionsOf.job;
import static org.flinkqlip.jobs.options.OptionsOf.of;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** EmbedText and ReconstructImages on a MiniCluster, between ends in memory. */
class OneTopicPipelinesITCase {
  private static final long TIME = 1_700_000_000_000L;

  private static String bundle;

  private final WireFormat wire = WireFormatOptions.singleObject().open();

  @BeforeAll
  static void makeModel() throws Exception {
    bundle = DefaultModel.open().directory().toString();
  }

  @Test
  void captionsLeaveAsEmbeddingsOrDeadLettersOrTombstonesInTheirOrder() throws Exception {
    CommonOptions options =
        of(
            EmbedText.JOB,
            "--model.bundle",
            bundle,
            "--batch.max-captions=2",
            "--batch.linger=10 s");
    List<SourceRecord> in =
        List.of(
            caption("a", "a large red circle"),
            raw("b", new byte[] {1, 2, 3}),
            caption("c", "a small blue star"),
            raw("a", null),
            caption("d", ""),
            caption("e", "a large red circle"));

    List<OutboundRecord> out =
        run(options, EmbedText.JOB.steps(), in, EmbedText.JOB.operator(options));

    assertThat(keys(out, "caption-embeddings")).containsExactly("a", "c", "a", "e");
    assertThat(keys(out, "caption-dead-letters")).containsExactly("b", "d");
    assertThat(out).hasSize(6).extracting(OutboundRecord::timestamp).containsOnly(TIME);
    assertThat(out.get(3).isTombstone()).isTrue();
    CaptionEmbedding first =
        wire.deserializer(CaptionEmbedding.class).deserialize(out.get(0).value());
    CaptionEmbedding last =
        wire.deserializer(CaptionEmbedding.class).deserialize(out.get(5).value());
    assertThat(last.getEmbedding()).isEqualTo(first.getEmbedding());
    assertThat(first.getEmbedding().stream().mapToDouble(x -> x * x).sum()).isBetween(0.999, 1.001);
  }

  @Test
  void whatTokenizeImagesWritesBecomesPictures() throws Exception {
    CommonOptions tokenizing =
        job("--model.bundle", bundle, "--codes.groups=2", "--codes.begin-of-image=20000");
    List<OutboundRecord> tokenized =
        run(
            tokenizing,
            TokenizeImages.JOB.steps(),
            List.of(image("a", "gray.png"), image("b", "rgb.bmp"), raw("a", null)),
            TokenizeImages.JOB.operator(tokenizing));
    List<SourceRecord> codes =
        tokenized.stream()
            .filter(record -> record.topic().equals("image-codes"))
            .map(
                record -> new SourceRecord("image-codes", 0, 0, TIME, record.key(), record.value()))
            .toList();
    ImageCodes written = wire.deserializer(ImageCodes.class).deserialize(codes.get(0).value());
    assertThat(written.getSequence().getIds()).hasSize(2 * 64 + 1).startsWith(20000);

    CommonOptions options =
        of(ReconstructImages.JOB, "--model.bundle", bundle, "--picture.format=jpeg");
    List<OutboundRecord> out =
        run(options, ReconstructImages.JOB.steps(), codes, ReconstructImages.JOB.operator(options));

    assertThat(keys(out, "reconstructed-images")).containsExactly("a", "b", "a");
    assertThat(out).hasSize(3);
    assertThat(out.get(2).isTombstone()).isTrue();
    ReconstructedImage picture =
        wire.deserializer(ReconstructedImage.class).deserialize(out.get(0).value());
    assertThat(picture.getContentType()).isEqualTo("image/jpeg");
    assertThat(picture.getWidth()).isEqualTo(128);
    assertThat(picture.getProvenance().getContentSha256())
        .isEqualTo(written.getProvenance().getContentSha256());
  }

  private static List<OutboundRecord> run(
      CommonOptions options,
      StreamPipeline.Steps steps,
      List<SourceRecord> in,
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator)
      throws Exception {
    Configuration configuration = JobEnvironment.configuration(options, new Configuration());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    CollectingSink sink = new CollectingSink();
    new StreamPipeline(steps, RecordedSource.of(in), operator, sink).addTo(environment);
    environment.execute();
    return new ArrayList<>(sink.written());
  }

  private SourceRecord caption(String id, String text) throws RegistryException {
    Caption caption = Caption.newBuilder().setCaptionId(id).setText(text).build();
    return raw(id, wire.serializer(Caption.class, "captions").serialize(caption));
  }

  private SourceRecord image(String id, String name) throws Exception {
    byte[] content = Files.readAllBytes(TestModel.images().resolve(name));
    ImageEvent event =
        ImageEvent.newBuilder().setImageId(id).setContent(ByteBuffer.wrap(content)).build();
    return raw(id, wire.serializer(ImageEvent.class, "images").serialize(event));
  }

  private static SourceRecord raw(String id, byte[] value) {
    return new SourceRecord("in", 0, 0, TIME, id.getBytes(UTF_8), value);
  }

  private static List<String> keys(List<OutboundRecord> out, String topic) {
    return out.stream()
        .filter(record -> record.topic().equals(topic))
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }
}
