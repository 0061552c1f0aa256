package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.fetch.FetchPolicy;
import org.flinkqlip.operators.fetch.TestServer;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.Together;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records made to do harm through the real operator, with a real model and the real fetcher. */
@SuppressWarnings("try")
@Timeout(120)
class HostileRecordsTest {
  private static final int MAX_FETCHED = 1 << 20;
  private static final int MAX_RECORD = 8 << 20;
  private static final CountDownLatch END = new CountDownLatch(1);
  private static final String GOOD = "good";

  @TempDir private static Path directory;
  private static OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness;
  private static TestServer allowed;
  private static TestServer internal;

  private static final WireFormat WIRE = WireFormatOptions.singleObject().open();
  private static long offset;

  @BeforeAll
  static void start() throws Exception {
    GoldenBundle.export(directory.resolve("model"));
    Path images = Files.createDirectory(directory.resolve("images"));
    Files.write(images.resolve("square.png"), GoldenBundle.image("square.png"));
    Path secret = Files.write(directory.resolve("secret.png"), GoldenBundle.image("square.png"));
    Files.createSymbolicLink(images.resolve("link.png"), secret);
    allowed = new TestServer();
    internal = new TestServer();
    internal.serve("/", GoldenBundle.image("square.png"));
    String internalPort = internal.host().substring("localhost:".length());
    FetchPolicy policy =
        new FetchPolicy(
            List.of("file", "http", "https"),
            // The address itself is on the list: its being private must be enough to refuse it.
            List.of(allowed.host(), "127.0.0.1:" + internalPort, "169.254.169.254"),
            List.of(images.toString()),
            List.of(allowed.host()),
            MAX_FETCHED,
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            2,
            0,
            Duration.ofMillis(10));
    TokenizeOptions base =
        TokenizeOptionsTest.options(directory.resolve("model").toString(), 2, 1 << 20);
    OperatorOptions operator = base.operator();
    TokenizeOptions options =
        new TokenizeOptions(
            new OperatorOptions(
                operator.wireFormat().withMaxRecordBytes(MAX_RECORD),
                operator.deadLetterTopic(),
                Together.LIMITS,
                Together.THREADS,
                operator.model(),
                operator.session(),
                operator.onUnclosable(),
                operator.maxRecordBytes()),
            base.topics(),
            base.imageLimits(),
            base.applyExifOrientation());
    harness =
        new OneInputStreamOperatorTestHarness<>(
            TokenizeOperator.factory(options, policy),
            TypeInformation.of(SourceRecord.class).createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  @AfterAll
  static void stop() throws Exception {
    END.countDown();
    harness.close();
    allowed.close();
    internal.close();
  }

  @Test
  void aFileUnderTheAllowedDirectoryIsRead() throws Exception {
    assertThat(categoryOf(byUri(directory.resolve("images/square.png").toUri().toString())))
        .isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "file://localhost/etc/passwd",
        "file:///proc/self/environ",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://localtest.me/",
        "ftp://example.org/a.jpg",
        "jar:file:///etc/passwd!/",
        "data:image/png;base64,AAAA",
        "gopher://example.org/",
        "javascript:alert(1)",
        "../../etc/passwd",
        "/etc/passwd",
        "",
        " ",
        "http://",
        "http:///etc/passwd",
        "file:///images/../../etc/passwd",
        "http://a b/",
      })
  void nothingIsFetchedThatTheListsDoNotName(String uri) throws Exception {
    DeadLetter letter = letterOf(byUri(uri));

    assertThat(letter.getStage()).isEqualTo("fetch");
    assertThat(letter.getCategory()).isIn("FETCH_URI_NOT_ALLOWED", "FETCH_URI_INVALID");
    assertThat(letter.getMessage()).doesNotContain("root:");
  }

  @Test
  void aLinkOutOfTheAllowedDirectoryIsRefused() throws Exception {
    assertThat(categoryOf(byUri(directory.resolve("images/link.png").toUri().toString())))
        .isEqualTo("FETCH_URI_NOT_ALLOWED");
  }

  @Test
  void allowedNamesAndRedirectsThatLeadToPrivateAddressesAreNeverAsked() throws Exception {
    allowed.redirect("/to-loopback", internal.uri("/").replace("localhost", "127.0.0.1"));
    allowed.redirect("/to-localhost", internal.uri("/"));
    allowed.redirect("/to-metadata", "http://169.254.169.254/latest/meta-data/");
    allowed.redirect("/to-file", "file:///etc/passwd");
    allowed.redirect("/to-elsewhere", "//example.org/");
    allowed.redirect("/to-itself", "/to-itself");

    for (String path :
        List.of("/to-loopback", "/to-localhost", "/to-metadata", "/to-file", "/to-elsewhere")) {
      assertThat(categoryOf(byUri(allowed.uri(path)))).as(path).isEqualTo("FETCH_URI_NOT_ALLOWED");
    }
    assertThat(categoryOf(byUri(internal.uri("/").replace("localhost", "127.0.0.1"))))
        .isEqualTo("FETCH_URI_NOT_ALLOWED");
    assertThat(categoryOf(byUri(allowed.uri("/to-itself")))).isEqualTo("FETCH_UNAVAILABLE");
    assertThat(internal.requests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"user:hunter2@", "hunter2@", "a@b:hunter2@", "user:hun%0Ater2@"})
  void userInfoIsRefusedAndInNoRecord(String userInfo) throws Exception {
    DeadLetter letter = letterOf(byUri("http://" + userInfo + allowed.host() + "/a.png"));

    assertThat(letter.getCategory()).isIn("FETCH_URI_NOT_ALLOWED", "FETCH_URI_INVALID");
    assertThat(letter.toString()).doesNotContain("hunter2", "ter2");
  }

  @Test
  void serversThatAreSlowEndlessOrLieEndInTime() throws Exception {
    allowed.on("/silent", exchange -> END.await());
    allowed.on(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          do {
            exchange.getResponseBody().write(0);
            exchange.getResponseBody().flush();
          } while (!END.await(50, TimeUnit.MILLISECONDS));
        });
    allowed.on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (END.getCount() > 0) {
            exchange.getResponseBody().write(new byte[1 << 16]);
          }
        });
    byte[] bomb = gzipBomb();
    allowed.on(
        "/gzip",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, bomb.length);
          exchange.getResponseBody().write(bomb);
        });

    assertThat(categoryOf(byUri(allowed.uri("/silent")))).isEqualTo("FETCH_TIMEOUT");
    assertThat(categoryOf(byUri(allowed.uri("/drip")))).isEqualTo("FETCH_TIMEOUT");
    assertThat(categoryOf(byUri(allowed.uri("/endless")))).isEqualTo("FETCH_TOO_LARGE");
    // Never inflated: what arrives is gzip, which is no image.
    DeadLetter gzip = letterOf(byUri(allowed.uri("/gzip")));
    assertThat(gzip.getCategory()).isEqualTo("IMAGE_UNKNOWN_FORMAT");
    assertThat(gzip.getContentSize()).isLessThan(200_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nContent-Length: 1000\\r\\n\\r\\nshort",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nContent-Length: -5\\r\\n\\r\\n",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nContent-Length: many\\r\\n\\r\\n",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n",
        "FETCH_UNAVAILABLE | HTTP/1.1 200 OK\\r"
            + "\\n"
            + "Transfer-Encoding: chunked\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "7fffffff\\r"
            + "\\n"
            + "x",
        "FETCH_UNAVAILABLE | HTTP/9.9 what\\r\\n\\r\\n",
        "FETCH_UNAVAILABLE | not http at all",
        "FETCH_TOO_LARGE | HTTP/1.1 200 OK\\r\\nContent-Length: 99999999999999\\r\\n\\r\\nx",
        "IMAGE_EMPTY | HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n",
        "IMAGE_EMPTY | HTTP/1.1 204 No Content\\r\\n\\r\\n",
        "IMAGE_UNKNOWN_FORMAT | HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nmore than three",
      })
  void answersWithWrongLengthsAreDeadLetters(String category, String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(() -> answerOnce(server, answer.replace("\\r\\n", "\r\n")), "raw-server");
      thread.setDaemon(true);
      thread.start();
      DeadLetter letter =
          letterOf(
              byUri("http://localhost:" + server.getLocalPort() + "/a.png"), rawPolicy(server));

      // A length that never comes may be noticed by its absence or by the clock.
      List<String> expected =
          category.equals("FETCH_TOO_LARGE")
              ? List.of(category, "FETCH_UNAVAILABLE")
              : List.of(category);
      assertThat(letter.getCategory()).as(letter.getMessage()).isIn(expected);
      thread.join(5_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line\nFAKE 2026-11-24 ERROR everything is lost",
        "carriage\rreturn",
        "terminal\u001b[2Jcleared",
        "nul\u0000byte",
        "right\u202eto left",
        "separator\u2028line",
        "delete\u007f",
      })
  void controlCharactersInIdsDoNotReachMessages(String id) throws Exception {
    DeadLetter letter =
        letterOf(source(id, event(id).setContent(ByteBuffer.wrap(new byte[] {1, 2, 3}))));

    assertThat(letter.getCategory()).isEqualTo("IMAGE_UNKNOWN_FORMAT");
    assertThat(letter.getImageId()).isEqualTo(id);
    assertThat(letter.getMessage()).matches("[^\\p{Cntrl}\\p{Cf}\u2028\u2029]*").contains("\\u");
  }

  @Test
  void controlCharactersInUrisDoNotReachMessages() throws Exception {
    for (String uri :
        List.of("http://a/\nb", "http://a\u001b[2J/", "file:///a%0Ab\u0000", "\u202ehttp://a/")) {
      DeadLetter letter = letterOf(byUri(uri));

      assertThat(letter.getCategory()).isIn("FETCH_URI_INVALID", "FETCH_URI_NOT_ALLOWED");
      assertThat(letter.getMessage()).matches("[^\\p{Cntrl}\\p{Cf}]*");
    }
  }

  @Test
  void oversizedPartsAreRefusedAndNotRepeated() throws Exception {
    String megabyte = "x".repeat(1 << 20);
    DeadLetter id = letterOf(source(null, event(megabyte).setContent(image())));
    assertThat(id.getCategory()).isEqualTo("EVENT_INVALID");
    assertThat(id.getImageId().length()).isLessThanOrEqualTo(1_024);

    DeadLetter uri = letterOf(byUri("http://" + allowed.host() + "/" + megabyte));
    assertThat(uri.getCategory()).isEqualTo("FETCH_URI_INVALID");
    assertThat(uri.getUri().length()).isLessThanOrEqualTo(2_048);
    assertThat(uri.getMessage().length()).isLessThanOrEqualTo(1_000);

    DeadLetter content =
        letterOf(source("big", event("big").setContent(ByteBuffer.wrap(new byte[20 << 20]))));
    assertThat(content.getCategory()).isEqualTo("RECORD_TOO_LARGE");
    assertThat(content.getRecordSize()).isGreaterThan(20 << 20);
  }

  @Test
  void tenThousandAttributesPassOrAreRefusedBySize() throws Exception {
    assertThat(
            categoryOf(
                source("few", event("few").setContent(image()).setAttributes(attributes(10)))))
        .isEqualTo(GOOD);
    DeadLetter letter =
        letterOf(source("many", event("many").setContent(image()).setAttributes(attributes(100))));

    assertThat(letter.getCategory()).isEqualTo("RESULT_TOO_LARGE");
    assertThat(letter.getMessage()).contains("10000 now");
  }

  @Test
  void malformedAvroIsADeadLetterOfTheRecord() throws Exception {
    byte[] good = encode(event("good").setContent(image()));
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      // Behind the fingerprint, in front of the content.
      bad[10 + random.nextInt(20)] = (byte) random.nextInt(256);
      if (random.nextInt(4) == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      String category = categoryOf(record(null, bad));
      assertThat(category)
          .as("mutant %d", i)
          .satisfiesAnyOf(
              name -> assertThat(name).isEqualTo(GOOD),
              name ->
                  assertThat(DeadLetterCategory.valueOf(name))
                      .isNotEqualTo(DeadLetterCategory.INTERNAL_ERROR));
    }
  }

  @Test
  void brokenRecordsInOneBatchEndAsTheyDoAlone() throws Exception {
    byte[] good = encode(event("good").setContent(image()));
    byte[] unknown = good.clone();
    unknown[5] ^= 1;
    byte[] png = GoldenBundle.image("square.png");
    byte[] corrupt = png.clone();
    corrupt[18] ^= 1; // the width, which its checksum covers
    allowed.on("/gone", exchange -> exchange.sendResponseHeaders(404, -1));

    new Together(harness, "image-dead-letters")
        .endAsAlone(
            good,
            List.of(
                unknown,
                new byte[0],
                Arrays.copyOf(good, good.length / 2),
                Arrays.copyOf(good, good.length + 1),
                encode(event("neither")),
                encode(event("empty").setContent(ByteBuffer.allocate(0))),
                encode(event("other").setContent(ByteBuffer.wrap(new byte[] {1, 2, 3}))),
                encode(event("cut").setContent(ByteBuffer.wrap(Arrays.copyOf(png, 100)))),
                encode(event("corrupt").setContent(ByteBuffer.wrap(corrupt))),
                encode(
                    event("large")
                        .setContent(ByteBuffer.wrap(LargePictures.PNG_PALETTE.of(9_000, 9_000)))),
                encode(event("forbidden").setUri("http://169.254.169.254/")),
                encode(event("gone").setUri(allowed.uri("/gone"))),
                encode(event("attributes").setContent(image()).setAttributes(attributes(100)))));
  }

  @Test
  void nullsAndUnknownSchemasAreDeadLetters() throws Exception {
    byte[] unknown = encode(event("a").setContent(image()));
    unknown[5] ^= 1;
    assertThat(categoryOf(record(null, unknown))).isEqualTo("RECORD_UNKNOWN_SCHEMA");
    assertThat(categoryOf(record(null, new byte[0]))).isEqualTo("RECORD_EMPTY");
    assertThat(categoryOf(record(null, null))).isEqualTo("KEY_INVALID");
    assertThat(categoryOf(record(new byte[0], null))).isEqualTo("KEY_INVALID");
    assertThat(categoryOf(record(new byte[2_000], null))).isEqualTo("KEY_INVALID");
    assertThat(categoryOf(source(null, event("")))).isEqualTo("EVENT_INVALID");
    assertThat(categoryOf(source(null, event("neither")))).isEqualTo("EVENT_INVALID");
    assertThat(categoryOf(source(null, event("both").setUri("http://a/").setContent(image()))))
        .isEqualTo("EVENT_INVALID");
    assertThat(categoryOf(source(null, event("empty").setContent(ByteBuffer.allocate(0)))))
        .isEqualTo("IMAGE_EMPTY");
  }

  private static FetchPolicy rawPolicy(ServerSocket server) {
    String host = "localhost:" + server.getLocalPort();
    Duration patience = Duration.ofSeconds(3);
    return new FetchPolicy(
        List.of("http"),
        List.of(host),
        List.of(),
        List.of(host),
        MAX_FETCHED,
        patience,
        patience,
        patience,
        patience,
        0,
        0,
        Duration.ofMillis(10));
  }

  private static void answerOnce(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      byte[] request = new byte[4_096];
      if (socket.getInputStream().read(request) > 0) {
        OutputStream out = socket.getOutputStream();
        out.write(answer.getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      // The client went away, as it may.
    }
  }

  private static byte[] gzipBomb() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 100; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    return bomb.toByteArray();
  }

  private static Map<String, String> attributes(int valueLength) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      attributes.put("key" + i, "v".repeat(valueLength));
    }
    return attributes;
  }

  private static ByteBuffer image() throws Exception {
    return ByteBuffer.wrap(GoldenBundle.image("square.png"));
  }

  private static ImageEvent.Builder event(String id) {
    return ImageEvent.newBuilder().setImageId(id).setAttributes(Map.of());
  }

  private static SourceRecord byUri(String uri) throws Exception {
    return source("by-uri", event("by-uri").setUri(uri));
  }

  private static SourceRecord source(String key, ImageEvent.Builder event) throws Exception {
    return record(key == null ? null : key.getBytes(UTF_8), encode(event));
  }

  private static byte[] encode(ImageEvent.Builder event) throws Exception {
    return WIRE.serializer(ImageEvent.class, "images").serialize(event.build());
  }

  private static SourceRecord record(byte[] key, byte[] value) {
    return new SourceRecord("images", 0, offset++, 1_000, key, value);
  }

  /** The category of the one dead letter, or {@link #GOOD} for codes and embedding. */
  private static String categoryOf(SourceRecord source) throws Exception {
    List<OutboundRecord> output = outputOf(harness, source);
    if (output.size() == 2) {
      return GOOD;
    }
    return letter(output).getCategory();
  }

  private static DeadLetter letterOf(SourceRecord source) throws Exception {
    return letter(outputOf(harness, source));
  }

  private static DeadLetter letterOf(SourceRecord source, FetchPolicy policy) throws Exception {
    try (var own =
        new OneInputStreamOperatorTestHarness<>(
            TokenizeOperator.factory(
                TokenizeOptionsTest.options(directory.resolve("model").toString(), 2, 1 << 20),
                policy),
            TypeInformation.of(SourceRecord.class).createSerializer(new SerializerConfigImpl()))) {
      own.open();
      return letter(outputOf(own, source));
    }
  }

  private static List<OutboundRecord> outputOf(
      OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> operator, SourceRecord source)
      throws Exception {
    operator.getOutput().clear();
    operator.processElement(source, source.timestamp());
    operator.prepareSnapshotPreBarrier(1);
    return operator.extractOutputValues();
  }

  private static DeadLetter letter(List<OutboundRecord> output) throws Exception {
    assertThat(output).hasSize(1);
    assertThat(output.get(0).topic()).isEqualTo("image-dead-letters");
    return WIRE.deserializer(DeadLetter.class).deserialize(output.get(0).value());
  }
}
