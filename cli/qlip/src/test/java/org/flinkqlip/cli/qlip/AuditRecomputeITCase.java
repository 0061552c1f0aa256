// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.TestModel;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.CommittedRecord;
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ReconstructedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Results of real jobs, computed again: as they are, and with those of two inputs swapped though
 * provenance and contentSha256 are right, which no other check can see.
 */
@Timeout(300)
class AuditRecomputeITCase extends AuditedStream {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> IMAGES = List.of("gray.png", "rgb.bmp");

  @Test
  void swappedCodesAreCaughtThoughTheirShaMatches() throws Exception {
    for (String name : IMAGES) {
      byte[] content = Files.readAllBytes(TestModel.images().resolve(name));
      ImageEvent event =
          ImageEvent.newBuilder().setImageId(name).setContent(ByteBuffer.wrap(content)).build();
      byte[] value = format.serializer(ImageEvent.class, topics.images()).serialize(event);
      send(producer, topics.images(), name, value, NOON);
    }
    Path options = runToItsEnd(TokenizeImages.JOB, topics.stream());

    assertThat(audit(TokenizeImages.JOB, options)).as(output.toString()).isZero();
    assertThat(output.toString())
        .contains("tokenized      2", "recomputed     2 inputs", "The invariant holds.");

    List<ImageCodes> codes = read(topics.codes(), ImageCodes.class);
    List<Integer> first = codes.get(0).getCodes();
    codes.get(0).setCodes(codes.get(1).getCodes());
    codes.get(1).setCodes(first);
    String swapped = topics.codes() + "-swapped";
    write(swapped, ImageCodes.class, codes);
    forgetOutput();

    assertThat(run(arguments(TokenizeImages.JOB, options, "--codes-topic", swapped)))
        .as("without computing again")
        .isZero();
    assertThat(output.toString()).contains("recomputed     none");
    forgetOutput();
    assertThat(audit(TokenizeImages.JOB, options, "--codes-topic", swapped)).isEqualTo(1);
    assertThat(output.toString())
        .contains("violations     2", "WRONG_RESULT: " + swapped)
        .contains("codes differ in", "of 64 numbers", "THE INVARIANT DOES NOT HOLD.");
  }

  @Test
  void swappedEmbeddingsOfCaptionsAreCaught() throws Exception {
    StreamTopics captions = captionTopics();
    for (String text : List.of("a red circle", "a blue star")) {
      caption(captions, text.replace(' ', '-'), text, NOON);
    }
    Path options = runToItsEnd(EmbedText.JOB, captions);

    assertThat(audit(EmbedText.JOB, options)).as(output.toString()).isZero();
    assertThat(output.toString()).contains("recomputed     2 inputs");

    List<CaptionEmbedding> embeddings = read(captions.firstResults(), CaptionEmbedding.class);
    List<Float> first = embeddings.get(0).getEmbedding();
    embeddings.get(0).setEmbedding(embeddings.get(1).getEmbedding());
    embeddings.get(1).setEmbedding(first);
    String swapped = captions.firstResults() + "-swapped";
    write(swapped, CaptionEmbedding.class, embeddings);
    forgetOutput();

    assertThat(audit(EmbedText.JOB, options, "--embeddings-topic", swapped)).isEqualTo(1);
    assertThat(output.toString())
        .contains("violations     2", "WRONG_RESULT: " + swapped, "embedding differs by");
  }

  @Test
  void swappedPicturesAreCaught() throws Exception {
    ModelBundle model = DefaultModel.open();
    for (int i = 0; i < 2; i++) {
      List<Integer> some = new ArrayList<>();
      for (int j = 0; j < model.manifest().tokens(); j++) {
        some.add((i + 1) * 65_537 * j % (1 << model.manifest().bits()));
      }
      ImageCodes record =
          ImageCodes.newBuilder()
              .setImageId("c" + i)
              .setEventTime(Instant.EPOCH)
              .setGridHeight(model.manifest().gridHeight())
              .setGridWidth(model.manifest().gridWidth())
              .setBitsPerCode(model.manifest().bits())
              .setCodes(some)
              .setProvenance(provenance(i, "image " + i))
              .build();
      record.getProvenance().setModelId(model.modelId());
      byte[] value = format.serializer(ImageCodes.class, topics.codes()).serialize(record);
      send(producer, topics.codes(), "c" + i, value, NOON);
    }
    String pictures = topics.codes() + "-pictures";
    StreamTopics stream =
        new StreamTopics(
            topics.codes(),
            ImageCodes.class,
            List.of(new StreamTopics.Result(pictures, ReconstructedImage.class)),
            topics.deadLetters());
    TopicCreator.create(List.of(stream), broker.bootstrapServers(), 1);
    Path options = runToItsEnd(ReconstructImages.JOB, stream);

    assertThat(audit(ReconstructImages.JOB, options)).as(output.toString()).isZero();
    assertThat(output.toString()).contains("recomputed     2 inputs");

    List<ReconstructedImage> made = read(pictures, ReconstructedImage.class);
    ByteBuffer first = made.get(0).getContent();
    made.get(0).setContent(made.get(1).getContent());
    made.get(1).setContent(first);
    write(pictures + "-swapped", ReconstructedImage.class, made);
    forgetOutput();

    assertThat(audit(ReconstructImages.JOB, options, "--pictures-topic", pictures + "-swapped"))
        .isEqualTo(1);
    assertThat(output.toString()).contains("violations     2", "levels of 255");
  }

  @Test
  void withoutABundleNothingCanBeComputedAgain() {
    assertThat(audit("--recompute")).isEqualTo(2);
    assertThat(errors.toString()).contains("--config", "--option model.bundle=DIR");
    assertThat(audit("--recompute", "3", "--option", "model.bundle=" + directory)).isZero();
    assertThat(output.toString()).contains("recomputed     0 inputs");
  }

  /** Runs a job on what there is; returns its options file. */
  private Path runToItsEnd(StreamJob job, StreamTopics stream) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("model.bundle", DefaultModel.open().directory().toString());
    settings.put("source.topic", stream.input());
    settings.put("source.bounded", "true");
    settings.put("sink.dead-letter-topic", stream.deadLetters());
    String prefix = stream.input() + "-" + job.name();
    settings.put("source.group-id", prefix);
    settings.put("sink.transactional-id-prefix", prefix);
    settings.put("checkpoint.directory", directory.resolve("checkpoints").toUri().toString());
    if (job == TokenizeImages.JOB) {
      settings.put("sink.codes-topic", topics.codes());
      settings.put("sink.embeddings-topic", topics.embeddings());
    } else if (job == EmbedText.JOB) {
      settings.put("sink.embeddings-topic", stream.firstResults());
    } else {
      settings.put("sink.images-topic", stream.firstResults());
    }
    List<String> lines = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          lines.add(key + "=" + value);
          arguments.add("--" + key + "=" + value);
        });
    Path file = directory.resolve(job.name() + ".properties");
    Files.write(file, lines);
    CommonOptions options = job.parse(arguments);
    StreamExecutionEnvironment environment = JobEnvironment.local(options);
    job.addTo(environment, options);
    environment.execute();
    return file;
  }

  private int audit(StreamJob job, Path options, String... more) {
    List<String> arguments = arguments(job, options, more);
    arguments.addAll(List.of("--recompute", "10"));
    return run(arguments);
  }

  private static List<String> arguments(StreamJob job, Path options, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--job", job.name(), "--config", options.toString()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) throws Exception {
    List<T> values = new ArrayList<>();
    try (CommittedTopics reader = CommittedTopics.of(broker.bootstrapServers(), List.of(topic))) {
      for (CommittedRecord record : reader.readToEnd(PATIENCE)) {
        values.add(format.deserializer(type).deserialize(record.value().orElseThrow()));
      }
    }
    assertThat(values).hasSize(2);
    return values;
  }

  private <T extends SpecificRecord> void write(String topic, Class<T> type, List<T> values)
      throws Exception {
    StreamTopics one =
        new StreamTopics(
            topics.images(),
            ImageEvent.class,
            List.of(new StreamTopics.Result(topic, type)),
            topics.deadLetters());
    TopicCreator.create(List.of(one), broker.bootstrapServers(), 1);
    for (T value : values) {
      String key = value.get(0).toString();
      send(producer, topic, key, format.serializer(type, topic).serialize(value), NOON);
    }
  }
}
