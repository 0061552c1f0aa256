package org.flinkqlip.cli.qlip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.kafka.InputTimestamp;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.operators.outcome.ContentDigest;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AuditCommandITCase {
  private static final long NOON = Instant.parse("2026-11-24T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private final WireFormat format = WireFormatOptions.singleObject().open();
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path directory;
  private BrokerProcess broker;
  private KafkaProducer<byte[], byte[]> producer;
  private Topics topics;
  private int tests;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    directory = shared;
    broker = BrokerProcess.start(BrokerOptions.in(directory.resolve("kafka")));
    producer = producer(Map.of());
  }

  @AfterAll
  void stop() {
    producer.close();
    broker.close();
    format.close();
  }

  @BeforeEach
  void createTopics() throws Exception {
    String name = "t" + tests++;
    topics = new Topics(name + "-in", name + "-codes", name + "-embeddings", name + "-dead");
    TopicCreator.create(topics, broker.bootstrapServers(), 1);
  }

  @AfterEach
  void forgetOutput() {
    output.getBuffer().setLength(0);
    errors.getBuffer().setLength(0);
  }

  @Test
  void everyKindOfResultIsCountedAndTheExitCodeIsZero() throws Exception {
    tokenize(producer, image("a", NOON), "a", NOON);
    deadLetter(image("b", NOON), "b", NOON);
    forget("a", NOON);

    assertThat(audit()).isZero();
    assertThat(output.toString())
        .containsSubsequence(
            "in             3",
            "tokenized      1",
            "dead-lettered  1 {IMAGE_TRUNCATED=1}",
            "tombstones     1",
            "missing        0",
            "The invariant holds.");
  }

  @Test
  void whatIsMissingOrThereTwiceIsNamedAndTheExitCodeIsOne() throws Exception {
    image("lost", NOON);
    long repeated = image("twice", NOON);
    tokenize(producer, repeated, "twice", NOON);
    tokenize(producer, repeated, "twice", NOON);

    assertThat(audit()).isEqualTo(1);
    assertThat(output.toString())
        .containsSubsequence(
            "missing        1",
            "duplicates     2",
            "MISSING: input 0@0 (lost) has no result",
            "DUPLICATE: input 0@1 (twice) is again in " + topics.codes(),
            "THE INVARIANT DOES NOT HOLD.");
  }

  @Test
  void whatWasNotCommittedDoesNotCount() throws Exception {
    long aborted = image("aborted", NOON);
    long open = image("open", NOON);
    try (KafkaProducer<byte[], byte[]> transactional =
        producer(Map.of("transactional.id", "audited"))) {
      transactional.initTransactions();
      transactional.beginTransaction();
      tokenize(transactional, aborted, "aborted", NOON);
      transactional.abortTransaction();
      transactional.beginTransaction();
      tokenize(transactional, open, "open", NOON);
      transactional.flush();

      assertThat(audit()).isEqualTo(1);
      assertThat(output.toString())
          .contains("missing        2", "(aborted) has no result", "(open) has no result")
          .contains("2 offsets of the results are behind open transactions");

      transactional.commitTransaction();
      forgetOutput();

      assertThat(audit()).isEqualTo(1);
      assertThat(output.toString())
          .contains("missing        1")
          .doesNotContain("(open)", "open transactions");
    }
  }

  @Test
  void aRangeOfTimeLeavesOutWhatIsBeforeAndAfter() throws Exception {
    image("before", NOON - 1);
    tokenize(producer, image("first", NOON), "first", NOON);
    forget("first", NOON + MINUTE - 1);
    image("after", NOON + MINUTE);

    assertThat(audit("--from", "2026-11-24T12:00:00Z", "--to", "2026-11-24T12:01:00Z")).isZero();
    assertThat(output.toString()).contains("in             2");

    assertThat(audit("--from", "2026-11-24T12:00:00Z")).isEqualTo(1);
    assertThat(output.toString()).contains("(after) has no result").doesNotContain("(before)");
  }

  @Test
  void resultsWithOtherTimestampsThanTheirInputsBelongToTheRangeOfTheirInputs() throws Exception {
    String from = "2026-11-24T12:00:00Z";
    long late = image("late", NOON);
    tokenize(producer, "late", NOON + 5 * MINUTE, provenance(late, NOON));
    long early = image("early", NOON - MINUTE);
    tokenize(producer, "early", NOON + 5 * MINUTE, provenance(early, NOON - MINUTE));
    long ahead = image("ahead", NOON + MINUTE);
    tokenize(producer, "ahead", NOON - MINUTE, provenance(ahead, NOON + MINUTE));

    assertThat(audit("--from", from, "--to", "2026-11-24T12:02:00Z")).isZero();
    assertThat(output.toString()).contains("in             2", "tokenized      2");
  }

  @Test
  void aTombstoneWithAnotherTimestampThanItsInputBelongsToTheRangeOfItsInput() throws Exception {
    RecordHeaders headers = new RecordHeaders();
    headers.add(InputTimestamp.HEADER, Long.toString(NOON).getBytes(UTF_8));
    send(producer, topics.images(), "a", null, NOON);
    for (String topic : List.of(topics.codes(), topics.embeddings())) {
      producer
          .send(
              new ProducerRecord<>(topic, 0, NOON + 5 * MINUTE, "a".getBytes(UTF_8), null, headers))
          .get();
    }

    assertThat(audit("--from", "2026-11-24T12:00:00Z", "--to", "2026-11-24T12:01:00Z")).isZero();
    assertThat(output.toString()).contains("tombstones     1");
  }

  @Test
  void topicsThatWriteTheirOwnTimestampsAreAuditedByThoseOfTheInputs() throws Exception {
    setting(topics.codes(), "message.timestamp.type", "LogAppendTime");
    setting(topics.embeddings(), "message.timestamp.type", "LogAppendTime");
    long source = image("a", NOON);
    tokenize(producer, "a", NOON, provenance(source, NOON));

    assertThat(audit("--from", "2026-11-24T12:00:00Z", "--to", "2026-11-24T12:01:00Z")).isZero();
    assertThat(output.toString()).contains("tokenized      1");
  }

  @Test
  void withoutItsInputsTimestampAResultOfSuchATopicCannotBeAuditedByTime() throws Exception {
    setting(topics.codes(), "message.timestamp.type", "LogAppendTime");
    tokenize(producer, image("a", NOON), "a", NOON);

    assertThat(audit("--from", "2026-11-24T12:00:00Z")).isEqualTo(1);
    assertThat(errors.toString()).contains("LogAppendTime", "audit without a time range");
    assertThat(audit()).isZero();
  }

  @Test
  void whatRetentionTookIsToldApartFromViolations() throws Exception {
    tokenize(producer, image("first", NOON), "first", NOON);
    image("never read", NOON);
    forget("forgotten", NOON);
    tokenize(producer, image("last", NOON + 1), "last", NOON + 1);
    deleteBefore(3);

    assertThat(audit()).isZero();
    assertThat(output.toString())
        .contains(
            "in             1",
            "tokenized      1",
            "retention took offsets 0 to 2 of partition 0: 1 have results, 2 have none",
            "2 tombstones are of inputs that retention took",
            "The invariant holds.");
  }

  @Test
  void whatComesFromATopicOfTheSameNameBeforeIsToldApart() throws Exception {
    image("old", NOON - 1);
    tokenize(producer, "old", NOON - 1, provenance(0, NOON - 1));
    image("older", NOON - 1);
    tokenize(producer, "older", NOON - 1, provenance(1, NOON - 1));
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topics.images())).all().get();
    }
    TopicCreator.create(topics, broker.bootstrapServers(), 1);
    tokenize(producer, "new", NOON, provenance(image("new", NOON), NOON));

    assertThat(audit()).isZero();
    assertThat(output.toString())
        .contains(
            "in             1",
            "tokenized      1",
            "2 inputs with results are not the records at their offsets now");
  }

  @Test
  void anEmptyRangeHolds() throws Exception {
    image("before", NOON);

    assertThat(audit("--from", "2026-11-24T13:00:00Z")).isZero();
    assertThat(output.toString()).contains("in             0");
  }

  @Test
  void theJobsOwnOptionsFileNamesBrokersAndTopics() throws Exception {
    tokenize(producer, image("a", NOON), "a", NOON);
    Path options = directory.resolve("tokenize.properties");
    Files.write(
        options,
        List.of(
            "kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "model.bundle=unused",
            "source.topic=" + topics.images(),
            "sink.codes-topic=" + topics.codes(),
            "sink.embeddings-topic=" + topics.embeddings(),
            "sink.dead-letter-topic=" + topics.deadLetters()));

    assertThat(run(List.of("--config", options.toString()))).isZero();
    assertThat(output.toString()).contains("tokenized      1");
  }

  @Test
  void captionsAreAuditedByTheOptionsFileOfTheirJob() throws Exception {
    StreamTopics captions = captionTopics();
    long first = caption(captions, "a", "one", NOON);
    long second = caption(captions, "b", "another", NOON);
    send(producer, captions.input(), "a", null, NOON);
    embed(captions, "a", provenance(first, "one"));
    embed(captions, "b", provenance(second, "another"));
    send(producer, captions.firstResults(), "a", null, NOON);

    assertThat(auditCaptions(captions)).isZero();
    assertThat(output.toString())
        .containsSubsequence(
            "Records of " + captions.input(),
            "in             3",
            "embedded       2",
            "tombstones     1",
            "contents       2 results and dead letters compared",
            "The invariant holds.");

    embed(captions, "b", provenance(second, "another"));
    caption(captions, "c", "lost", NOON);
    forgetOutput();

    assertThat(auditCaptions(captions)).isEqualTo(1);
    assertThat(output.toString()).contains("missing        1", "duplicates     1");
  }

  @Test
  void whatRetentionTookOfCaptionsIsToldApart() throws Exception {
    StreamTopics captions = captionTopics();
    embed(captions, "a", provenance(caption(captions, "a", "one", NOON), "one"));
    caption(captions, "never read", "two", NOON);
    embed(captions, "c", provenance(caption(captions, "c", "three", NOON), "three"));
    deleteBefore(captions.input(), 2);

    assertThat(auditCaptions(captions)).isZero();
    assertThat(output.toString())
        .contains(
            "embedded       1",
            "retention took offsets 0 to 1 of partition 0: 1 have results, 1 have none");
  }

  @Test
  void resultsOfTwoCaptionsThatWereSwappedAreFound() throws Exception {
    StreamTopics captions = captionTopics();
    long first = caption(captions, "a", "one", NOON);
    long second = caption(captions, "b", "another", NOON);
    embed(captions, "a", provenance(first, "another"));
    embed(captions, "b", provenance(second, "one"));

    assertThat(auditCaptions(captions)).isEqualTo(1);
    assertThat(output.toString())
        .contains(
            "missing        0", "violations     2", "WRONG_CONTENT: " + captions.firstResults());
  }

  @Test
  void picturesAreAuditedAgainstTheCodesThatTheyAreMadeOf() throws Exception {
    String pictures = topics.images();
    ImageCodes codes =
        new ImageCodes("a", Instant.EPOCH, 1, 1, 4, List.of(9), provenance(7, "an image"), null);
    byte[] value = format.serializer(ImageCodes.class, topics.codes()).serialize(codes);
    long first = send(producer, topics.codes(), "a", value, NOON);
    long second = send(producer, topics.codes(), "a", value, NOON);
    picture(pictures, provenance(first, "an image"));
    picture(pictures, provenance(second, "another image"));

    assertThat(
            run(
                List.of(
                    "--job",
                    "reconstruct-images",
                    "--bootstrap-servers",
                    broker.bootstrapServers(),
                    "--input-topic",
                    topics.codes(),
                    "--pictures-topic",
                    pictures,
                    "--dead-letters-topic",
                    topics.deadLetters())))
        .isEqualTo(1);
    assertThat(output.toString())
        .containsSubsequence(
            "reconstructed  2",
            "violations     1",
            "contents       2 results and dead letters compared",
            "WRONG_CONTENT: %s 0@1 was made of".formatted(pictures));
  }

  @Test
  void featuresAndEmbeddingsOfCaptionsAreAuditedWithTheImages() throws Exception {
    String features = topics.codes() + "-features";
    StreamTopics captions = captionTopics();
    TopicCreator.create(
        List.of(
            new StreamTopics(
                topics.images(),
                ImageEvent.class,
                List.of(new StreamTopics.Result(features, ImageFeatures.class)),
                topics.deadLetters())),
        broker.bootstrapServers(),
        1);
    long captioned = event("a", "an image", "a caption");
    long plain = event("b", "another image", null);
    for (long source : List.of(captioned, plain)) {
      String key = source == captioned ? "a" : "b";
      Provenance provenance =
          provenance(source, source == captioned ? "an image" : "another image");
      tokenize(producer, key, NOON, provenance);
      ImageFeatures value =
          new ImageFeatures(
              key,
              Instant.EPOCH,
              List.of(1, 1),
              "float16",
              "hidden_states[-2]",
              ByteBuffer.wrap(new byte[2]),
              provenance);
      send(
          producer,
          features,
          key,
          format.serializer(ImageFeatures.class, features).serialize(value),
          NOON);
    }
    embed(captions, "a", provenance(captioned, "a caption"));
    String[] options = {
      "--features-topic", features, "--caption-embeddings-topic", captions.firstResults()
    };

    assertThat(audit(options)).isEqualTo(1);
    assertThat(output.toString())
        .contains("tokenized      2", "violations     1", "an image b without a caption");

    send(producer, captions.firstResults(), "b", null, NOON);
    forgetOutput();
    assertThat(audit(options)).isZero();
    assertThat(output.toString()).contains("contents       7 results");

    tokenize(producer, event("c", "third", null), "c", NOON);
    forgetOutput();
    assertThat(audit(options)).isEqualTo(1);
    assertThat(output.toString()).contains("and none in [%s]".formatted(features));
    assertThat(audit()).as("without features").isZero();
  }

  @Test
  void imagesWhoseResultsWereSwappedAreFound() throws Exception {
    long first = event("a", "an image", null);
    long second = event("b", "another image", null);
    tokenize(producer, "a", NOON, provenance(first, "another image"));
    tokenize(producer, "b", NOON, provenance(second, "an image"));

    assertThat(audit()).isEqualTo(1);
    assertThat(output.toString()).contains("missing        0", "violations     4", "WRONG_CONTENT");
  }

  @Test
  void aJobOrAnOptionThatIsNotItsOwnIsRefused() {
    assertThat(run(List.of("--job", "embed-images"))).isEqualTo(2);
    assertThat(errors.toString()).contains("there is no job 'embed-images'", "embed-text");

    assertThat(audit("--job", "embed-text")).isEqualTo(2);
    assertThat(errors.toString()).contains("sink.codes-topic");
  }

  @Test
  void aMissingTopicIsNamed() {
    assertThat(audit("--images-topic", "imagse")).isEqualTo(1);
    assertThat(errors.toString()).contains("the topic imagse does not exist");
  }

  @Test
  void moreThanFitsIntoMemoryIsRefused() throws Exception {
    image("a", NOON);
    image("b", NOON);

    assertThat(audit("--max-records", "1")).isEqualTo(1);
    assertThat(errors.toString()).contains("more than 1 records", "narrow the range");
  }

  @Test
  void aCommandLineThatMakesNoSenseIsRefused() {
    assertThat(run(List.of())).isEqualTo(2);
    assertThat(errors.toString()).contains("kafka.bootstrap-servers is not set");

    assertThat(audit("--from", "yesterday")).isEqualTo(2);
    assertThat(errors.toString()).contains("'yesterday' is no moment");

    assertThat(audit("--from", "2026-11-24T13:00:00Z", "--to", "2026-11-24T12:00:00Z"))
        .isEqualTo(2);
    assertThat(errors.toString()).contains("must begin before it ends");
  }

  private int audit(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--codes-topic",
                topics.codes(),
                "--embeddings-topic",
                topics.embeddings(),
                "--dead-letters-topic",
                topics.deadLetters()));
    if (!List.of(more).contains("--images-topic")) {
      arguments.addAll(List.of("--images-topic", topics.images()));
    }
    arguments.addAll(List.of(more));
    return run(arguments);
  }

  private int run(List<String> arguments) {
    return new CommandLine(new AuditCommand())
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private long image(String key, long timestamp) throws Exception {
    return send(producer, topics.images(), key, new byte[] {1}, timestamp);
  }

  private void tokenize(KafkaProducer<byte[], byte[]> to, long source, String key, long timestamp)
      throws Exception {
    tokenize(to, key, timestamp, provenance(source));
  }

  private void tokenize(
      KafkaProducer<byte[], byte[]> to, String key, long timestamp, Provenance provenance)
      throws Exception {
    ImageCodes codes = new ImageCodes(key, Instant.EPOCH, 1, 1, 4, List.of(9), provenance, null);
    ImageEmbedding embedding =
        new ImageEmbedding(key, Instant.EPOCH, List.of(1f), null, Map.of(), provenance);
    send(
        to,
        topics.codes(),
        key,
        format.serializer(ImageCodes.class, topics.codes()).serialize(codes),
        timestamp);
    send(
        to,
        topics.embeddings(),
        key,
        format.serializer(ImageEmbedding.class, topics.embeddings()).serialize(embedding),
        timestamp);
  }

  private void deadLetter(long source, String key, long timestamp) throws Exception {
    DeadLetter letter =
        new DeadLetter(
            key,
            "decode",
            "IMAGE_TRUNCATED",
            "why",
            null,
            9,
            null,
            Instant.EPOCH,
            provenance(source));
    send(
        producer,
        topics.deadLetters(),
        key,
        format.serializer(DeadLetter.class, topics.deadLetters()).serialize(letter),
        timestamp);
  }

  private void forget(String key, long timestamp) throws Exception {
    send(producer, topics.images(), key, null, timestamp);
    send(producer, topics.codes(), key, null, timestamp);
    send(producer, topics.embeddings(), key, null, timestamp);
  }

  private Provenance provenance(long offset, long timestamp) {
    Provenance provenance = provenance(offset);
    provenance.setTimestamp(Instant.ofEpochMilli(timestamp));
    return provenance;
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private void setting(String topic, String name, String value) throws Exception {
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET))))
          .all()
          .get();
    }
  }

  private StreamTopics captionTopics() throws Exception {
    String name = topics.images();
    StreamTopics captions =
        new StreamTopics(
            name + "-captions",
            Caption.class,
            List.of(new StreamTopics.Result(name + "-embedded", CaptionEmbedding.class)),
            name + "-captions-dead");
    TopicCreator.create(List.of(captions), broker.bootstrapServers(), 1);
    return captions;
  }

  private int auditCaptions(StreamTopics captions) throws Exception {
    Path options = directory.resolve(captions.input() + ".properties");
    Files.write(
        options,
        List.of(
            "kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "model.bundle=unused",
            "captions.include-text=false",
            "source.topic=" + captions.input(),
            "sink.embeddings-topic=" + captions.firstResults(),
            "sink.dead-letter-topic=" + captions.deadLetters()));
    return run(List.of("--job", "embed-text", "--config", options.toString()));
  }

  private long caption(StreamTopics captions, String key, String text, long timestamp)
      throws Exception {
    Caption caption = Caption.newBuilder().setCaptionId(key).setText(text).build();
    byte[] value = format.serializer(Caption.class, captions.input()).serialize(caption);
    return send(producer, captions.input(), key, value, timestamp);
  }

  private void embed(StreamTopics captions, String key, Provenance provenance) throws Exception {
    String topic = captions.firstResults();
    CaptionEmbedding embedding =
        new CaptionEmbedding(key, Instant.EPOCH, List.of(1f), null, Map.of(), provenance);
    byte[] value = format.serializer(CaptionEmbedding.class, topic).serialize(embedding);
    send(producer, topic, key, value, NOON);
  }

  private long event(String key, String content, String caption) throws Exception {
    ImageEvent event =
        ImageEvent.newBuilder()
            .setImageId(key)
            .setContent(ByteBuffer.wrap(content.getBytes(UTF_8)))
            .setCaption(caption)
            .build();
    byte[] value = format.serializer(ImageEvent.class, topics.images()).serialize(event);
    return send(producer, topics.images(), key, value, NOON);
  }

  private void picture(String topic, Provenance provenance) throws Exception {
    ReconstructedImage picture =
        ReconstructedImage.newBuilder()
            .setImageId("a")
            .setEventTime(Instant.EPOCH)
            .setContent(ByteBuffer.wrap(new byte[1]))
            .setContentType("image/png")
            .setWidth(1)
            .setHeight(1)
            .setProvenance(provenance)
            .build();
    byte[] value = format.serializer(ReconstructedImage.class, topic).serialize(picture);
    send(producer, topic, "a", value, NOON);
  }

  private Provenance provenance(long offset, String content) {
    Provenance provenance = provenance(offset, NOON);
    provenance.setContentSha256(ContentDigest.sha256(content.getBytes(UTF_8)));
    return provenance;
  }

  private void deleteBefore(long offset) throws Exception {
    deleteBefore(topics.images(), offset);
  }

  private void deleteBefore(String topic, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  private Provenance provenance(long offset) {
    return new Provenance(topics.images(), 0, offset, null, "tiny@0123456789ab", null);
  }

  private static long send(
      KafkaProducer<byte[], byte[]> to, String topic, String key, byte[] value, long timestamp)
      throws Exception {
    return to.send(new ProducerRecord<>(topic, 0, timestamp, key.getBytes(UTF_8), value))
        .get()
        .offset();
  }
}
