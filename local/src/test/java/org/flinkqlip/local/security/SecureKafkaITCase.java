// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.logging.log4j.Level;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.kafka.BrokersException;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.local.broker.BrokerOptions;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on a broker that speaks TLS and asks for a name and password, with all of its logs
 * kept: none of the credentials is in them.
 */
@Timeout(180)
class SecureKafkaITCase {
  private static final String SASL_PASSWORD = "sasl-hunter2";
  private static final String STORE_PASSWORD = "store-hunter2";

  /** Part of every secret here. */
  private static final String SECRET = "hunter2";

  private static final int RECORDS = 6;

  @TempDir private static Path directory;
  private static KeyFiles keys;
  private static Path model;
  private static BrokerProcess broker;

  @BeforeAll
  static void start() throws Exception {
    keys = KeyFiles.make(directory, "broker", STORE_PASSWORD);
    model = DefaultModel.open().directory();
    Path home = Files.createDirectories(directory.resolve("kafka"));
    try (Writer file = Files.newBufferedWriter(home.resolve("broker.properties"))) {
      brokerProperties().store(file, "test");
    }
    broker = BrokerProcess.start(BrokerOptions.in(home));
    Topics topics = Topics.DEFAULT;
    try (Admin admin = Admin.create(clientProperties())) {
      List<NewTopic> all = new ArrayList<>();
      all.add(new NewTopic(topics.images(), 1, (short) 1));
      topics.results().forEach(name -> all.add(new NewTopic(name, 1, (short) 1)));
      admin.createTopics(all).all().get(30, TimeUnit.SECONDS);
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aJobReadsAndWritesOverTlsAndLogsNoCredential() throws Exception {
    send();
    String logs;
    try (LogCapture capture = new LogCapture(Level.DEBUG)) {
      CommonOptions options = options(security());
      TokenizeImages.JOB.check(options);
      StreamExecutionEnvironment environment = JobEnvironment.local(options);
      TokenizeImages.JOB.addTo(environment, options);
      environment.execute();
      logs = capture.text();
    }

    assertThat(read(Topics.DEFAULT.codes())).isEqualTo(RECORDS);
    assertThat(read(Topics.DEFAULT.embeddings())).isEqualTo(RECORDS);
    assertThat(logs)
        .contains("Effective options", "kafka.properties.sasl.jaas.config = ******")
        .contains("ConsumerConfig values", "ProducerConfig values", "AdminClientConfig values")
        .contains("sasl.jaas.config = [hidden]", "ssl.truststore.password = [hidden]")
        .doesNotContain(SECRET);
    assertThat(Files.readString(broker.logFile(), UTF_8)).doesNotContain(SECRET);
  }

  @Test
  void aBrokerThatIsNotTrustedOrAWrongPasswordFailsTheStartWithoutTheCredential() {
    Map<String, String> untrusting = security();
    untrusting.keySet().removeIf(key -> key.contains("truststore"));
    Map<String, String> wrong = security();
    wrong.put("kafka.properties.sasl.jaas.config", jaas("wrong-hunter2"));
    try (LogCapture capture = new LogCapture(Level.INFO)) {
      for (Map<String, String> settings : List.of(untrusting, wrong)) {
        assertThatThrownBy(() -> TokenizeImages.JOB.check(options(settings)))
            .isInstanceOf(BrokersException.class)
            .hasMessageNotContaining(SECRET);
      }
      assertThat(capture.text()).doesNotContain(SECRET);
    }
  }

  @Test
  void credentialsOfEveryOtherKindAreMaskedToo() {
    Map<String, String> settings = security();
    settings.put("wire.format", "confluent");
    settings.put("wire.registry.urls", "https://registry.example:8081");
    settings.put("wire.registry.user", "me");
    settings.put("wire.registry.password", "registry-hunter2");
    settings.put("wire.registry.trust-store", keys.trustStore().toString());
    settings.put("wire.registry.trust-store-password", STORE_PASSWORD);
    settings.put("wire.registry.key-store", keys.keyStore().toString());
    settings.put("wire.registry.key-store-password", STORE_PASSWORD);
    settings.put("flink.s3.secret-key", "s3-hunter2");
    settings.put("flink.fs.azure.account.key.x", "azure-hunter2");
    settings.put("model.bundle", "s3://me:bundle-hunter2@models/b16");
    try (LogCapture capture = new LogCapture(Level.DEBUG)) {
      Throwable fault = catchThrowable(() -> TokenizeImages.JOB.check(options(settings)));

      assertThat(fault).hasMessageContaining("model.bundle");
      assertThat(fault.getMessage()).doesNotContain(SECRET);
      assertThat(capture.text())
          .contains("wire.registry.password = ******", "flink.s3.secret-key = ******")
          .contains("model.bundle = s3://******@models/b16")
          .doesNotContain(SECRET);
    }
  }

  private static Properties brokerProperties() {
    Properties properties = new Properties();
    properties.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", "PLAIN");
    properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.put(
        "listener.name.plaintext.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"job\""
            + " password=\"%1$s\" user_job=\"%1$s\";".formatted(SASL_PASSWORD));
    properties.put("ssl.keystore.location", keys.keyStore().toString());
    properties.put("ssl.keystore.password", STORE_PASSWORD);
    properties.put("ssl.key.password", STORE_PASSWORD);
    properties.put("ssl.truststore.location", keys.trustStore().toString());
    properties.put("ssl.truststore.password", STORE_PASSWORD);
    properties.put("ssl.client.auth", "required");
    return properties;
  }

  private static String jaas(String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"job\""
        + " password=\"%s\";".formatted(password);
  }

  /** Options of the job that reach the broker. */
  private static Map<String, String> security() {
    Map<String, String> settings = new HashMap<>();
    clientSecurity().forEach((key, value) -> settings.put("kafka.properties." + key, value));
    return settings;
  }

  private static Map<String, String> clientSecurity() {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        jaas(SASL_PASSWORD),
        "ssl.truststore.location",
        keys.trustStore().toString(),
        "ssl.truststore.password",
        STORE_PASSWORD,
        "ssl.keystore.location",
        keys.keyStore().toString(),
        "ssl.keystore.password",
        STORE_PASSWORD);
  }

  private static Map<String, Object> clientProperties() {
    Map<String, Object> properties = new HashMap<>(clientSecurity());
    properties.put("bootstrap.servers", broker.bootstrapServers());
    return properties;
  }

  private static CommonOptions options(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("kafka.bootstrap-servers", broker.bootstrapServers());
    all.put("kafka.connect-timeout", "10 s");
    all.put("model.bundle", model.toString());
    all.put("source.bounded", "true");
    all.put("checkpoint.directory", directory.resolve("checkpoints").toUri().toString());
    all.putAll(settings);
    List<String> arguments = new ArrayList<>();
    all.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    return TokenizeImages.JOB.parse(arguments);
  }

  private static void send() throws Exception {
    try (WireFormat wire = WireFormatOptions.singleObject().open();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", file);
      byte[] picture = file.toByteArray();
      for (int i = 0; i < RECORDS; i++) {
        ImageEvent event =
            ImageEvent.newBuilder()
                .setImageId("image-" + i)
                .setContent(ByteBuffer.wrap(picture))
                .setAttributes(Map.of())
                .build();
        byte[] value = wire.serializer(ImageEvent.class, "images").serialize(event);
        producer
            .send(new ProducerRecord<>("images", ("image-" + i).getBytes(UTF_8), value))
            .get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static int read(String topic) {
    Map<String, Object> properties = clientProperties();
    properties.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      int records = 0;
      while (consumer.position(partition) < end) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofSeconds(1));
        records += polled.count();
      }
      return records;
    }
  }
}
