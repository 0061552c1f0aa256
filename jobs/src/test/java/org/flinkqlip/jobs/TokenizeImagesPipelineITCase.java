// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline on a MiniCluster, with the settings of a real job, between ends in memory. */
class TokenizeImagesPipelineITCase {
  private static final long TIME = 1_700_000_000_000L;

  @TempDir private static Path temp;
  private static Path bundle;

  private final WireFormat wire = WireFormatOptions.singleObject().open();

  @BeforeAll
  static void exportModel() throws Exception {
    bundle = TestModel.export(temp);
  }

  @Test
  void everyRecordLeavesAsResultsOrDeadLetterOrTombstonesInItsOrder() throws Exception {
    List<SourceRecord> in =
        List.of(
            inline("a", image("gray.png")),
            raw("b", new byte[] {1, 2, 3}),
            inline("c", image("gray.jpg")),
            tombstone("a"),
            claimCheck("d", "https://example.org/d.jpg"),
            claimCheck("e", TestModel.images().resolve("gray.png").toRealPath().toUri().toString()),
            inline("f", new byte[] {1, 2, 3}));

    List<OutboundRecord> out =
        run(
            in,
            "--batch.max-images=2",
            "--fetch.allowed-paths=" + TestModel.images().toRealPath().toUri());

    assertThat(keys(out, "image-codes")).containsExactly("a", "c", "a", "e");
    assertThat(keys(out, "image-embeddings")).containsExactly("a", "c", "a", "e");
    assertThat(categories(out))
        .hasSize(3)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("deserialize/");
    assertThat(categories(out).get(1)).startsWith("fetch/");
    assertThat(categories(out).get(2)).startsWith("decode/");
    assertThat(out.stream().filter(OutboundRecord::isTombstone))
        .extracting(OutboundRecord::topic)
        .containsExactlyInAnyOrder("image-codes", "image-embeddings");
    assertThat(out)
        .extracting(OutboundRecord::timestamp)
        .allMatch(time -> time / 1000 == TIME / 1000);
  }

  @Test
  void theSameImageGivesTheSameResultsInAnyBatchAndByAnyWay() throws Exception {
    byte[] image = image("gray.png");
    List<SourceRecord> in = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      in.add(inline("id-" + i, i % 3 == 0 ? image : image("gray.jpg")));
    }

    List<OutboundRecord> out = run(in, "--batch.max-images=4", "--batch.linger=10 s");

    List<ImageCodes> codes = codes(out);
    assertThat(codes).hasSize(11);
    assertThat(codes).extracting(ImageCodes::getImageId).isSubsetOf(keys(out, "image-codes"));
    for (int i = 0; i < 11; i++) {
      assertThat(codes.get(i).getImageId()).isEqualTo("id-" + i);
      assertThat(codes.get(i).getCodes()).isEqualTo(codes.get(i % 3 == 0 ? 0 : 1).getCodes());
    }
    assertThat(codes.get(0).getCodes()).hasSize(16).isNotEqualTo(codes.get(1).getCodes());
    assertThat(embeddings(out))
        .hasSize(11)
        .allSatisfy(
            embedding ->
                assertThat(embedding.getEmbedding().stream().mapToDouble(x -> x * x).sum())
                    .isBetween(0.999, 1.001));
  }

  @Test
  @Timeout(60)
  void aModelThatIsNotThereFailsTheJobAtItsStartDespiteTheRestartStrategy() {
    assertThatThrownBy(
            () ->
                run(
                    List.of(tombstone("a")),
                    "--model.bundle",
                    temp.toString(),
                    "--job.restart.initial-backoff=1 ms"))
        .isInstanceOf(JobExecutionException.class)
        .hasStackTraceContaining("is no model bundle: it has no model.json");
  }

  private List<OutboundRecord> run(List<SourceRecord> in, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--model.bundle")) {
      all.addAll(List.of("--model.bundle", bundle.toString()));
    }
    CommonOptions options = job(all.toArray(new String[0]));
    Configuration configuration = JobEnvironment.configuration(options, new Configuration());
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    CollectingSink sink = new CollectingSink();
    new StreamPipeline(
            TokenizeImages.JOB.steps(),
            RecordedSource.of(in),
            TokenizeImages.JOB.operator(options),
            sink)
        .addTo(environment);
    environment.execute();
    return sink.written();
  }

  private SourceRecord inline(String id, byte[] content) throws RegistryException {
    return event(
        ImageEvent.newBuilder().setImageId(id).setContent(ByteBuffer.wrap(content)).build());
  }

  private SourceRecord claimCheck(String id, String uri) throws RegistryException {
    return event(ImageEvent.newBuilder().setImageId(id).setUri(uri).build());
  }

  private SourceRecord event(ImageEvent event) throws RegistryException {
    return raw(event.getImageId(), wire.serializer(ImageEvent.class, "images").serialize(event));
  }

  private static SourceRecord raw(String id, byte[] value) {
    return new SourceRecord("images", 0, 0, TIME, id.getBytes(StandardCharsets.UTF_8), value);
  }

  private static SourceRecord tombstone(String id) {
    return raw(id, null);
  }

  private static byte[] image(String name) throws IOException {
    return Files.readAllBytes(TestModel.images().resolve(name));
  }

  private static List<String> keys(List<OutboundRecord> out, String topic) {
    return out.stream()
        .filter(record -> record.topic().equals(topic))
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  private List<String> categories(List<OutboundRecord> out) throws Exception {
    List<String> categories = new ArrayList<>();
    for (OutboundRecord record : out) {
      if (record.topic().equals("image-dead-letters")) {
        DeadLetter letter = wire.deserializer(DeadLetter.class).deserialize(record.value());
        categories.add(letter.getStage() + "/" + letter.getCategory());
      }
    }
    return categories;
  }

  private List<ImageCodes> codes(List<OutboundRecord> out)
      throws MalformedRecordException, RegistryException {
    List<ImageCodes> codes = new ArrayList<>();
    for (OutboundRecord record : out) {
      if (record.topic().equals("image-codes")) {
        codes.add(wire.deserializer(ImageCodes.class).deserialize(record.value()));
      }
    }
    return codes;
  }

  private List<ImageEmbedding> embeddings(List<OutboundRecord> out)
      throws MalformedRecordException, RegistryException {
    List<ImageEmbedding> embeddings = new ArrayList<>();
    for (OutboundRecord record : out) {
      if (record.topic().equals("image-embeddings")) {
        embeddings.add(wire.deserializer(ImageEmbedding.class).deserialize(record.value()));
      }
    }
    return embeddings;
  }
}
