// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaRegistryClientTest {

  private static final Schema SCHEMA = ImageCodes.getClassSchema();

  private final FakeRegistry registry = FakeRegistry.start();
  private final FakeTicker ticker = new FakeTicker();
  private final CountDownLatch testEnded = new CountDownLatch(1);

  @AfterEach
  void stop() {
    testEnded.countDown();
    registry.close();
  }

  @Test
  void recordsTravelThroughARegistry() throws Exception {
    WireFormatOptions options = WireFormatOptions.confluent(options());
    try (WireFormat writing = options.open();
        WireFormat reading = options.open()) {
      byte[] payload =
          writing.serializer(ImageEvent.class, "images").serialize(Samples.imageEvent());

      assertThat(reading.deserializer(ImageEvent.class).deserialize(payload))
          .isEqualTo(Samples.imageEvent());
    }
    assertThat(registry.seen())
        .containsExactly("POST /subjects/images-value/versions", "GET /schemas/ids/1");
  }

  @Test
  void aSchemaIsRegisteredOnceAndItsIdIsKnownAfterwards() throws Exception {
    try (SchemaRegistryClient client = client(options())) {
      assertThat(client.id("image-codes", SCHEMA)).isEqualTo(1);
      assertThat(client.id("image-codes", SCHEMA)).isEqualTo(1);
      assertThat(client.schema(1)).isEqualTo(SCHEMA);
    }
    assertThat(registry.seen()).containsExactly("POST /subjects/image-codes-value/versions");
  }

  @Test
  void theRegisteredTextIsPlainAvro() throws Exception {
    try (SchemaRegistryClient client = client(options())) {
      client.id("image-codes", SCHEMA);
    }
    String text = registry.stored(1).get("schema").asText();

    assertThat(text).doesNotContain("avro.java").contains("row-major order");
    assertThat(KnownSchemas.fingerprint(TestFormats.schema(text)))
        .isEqualTo(KnownSchemas.fingerprint(SCHEMA));
  }

  @Test
  void subjectsAreEscaped() throws Exception {
    try (SchemaRegistryClient client = client(options())) {
      client.id("a b/c", SCHEMA);
    }
    assertThat(registry.seen()).containsExactly("POST /subjects/a%20b%2Fc-value/versions");
  }

  @Test
  void lookUpFindsARegisteredSchema() throws Exception {
    SchemaRegistryOptions lookUp = options().withSchemaUse(SchemaUse.LOOK_UP);
    try (SchemaRegistryClient registering = client(options());
        SchemaRegistryClient looking = client(lookUp)) {
      registering.id("image-codes", SCHEMA);

      assertThat(looking.id("image-codes", SCHEMA)).isEqualTo(1);
    }
    assertThat(registry.seen()).last().isEqualTo("POST /subjects/image-codes-value");
  }

  @Test
  void lookUpNeverRegisters() {
    try (SchemaRegistryClient client = client(options().withSchemaUse(SchemaUse.LOOK_UP))) {
      assertThat(failure(() -> client.id("image-codes", SCHEMA), RegistryFault.NOT_REGISTERED))
          .hasMessageContaining("image-codes-value")
          .hasMessageContaining("register the schema");
    }
    assertThat(registry.seen()).containsExactly("POST /subjects/image-codes-value");
  }

  @Test
  void credentialsAreSentAndNeverShown() throws Exception {
    registry.requireAuthorization("Basic dXNlcjpzM2NyZXQ="); // user:s3cret
    SchemaRegistryOptions right = options().withAuth(new BasicAuth("user", "s3cret"));
    SchemaRegistryOptions wrong = options().withAuth(new BasicAuth("user", "wr0ng"));

    try (SchemaRegistryClient client = client(right)) {
      assertThat(client.id("image-codes", SCHEMA)).isEqualTo(1);
    }
    try (SchemaRegistryClient client = client(wrong)) {
      assertThat(failure(() -> client.schema(1), RegistryFault.DENIED))
          .hasMessageContaining("check user, password")
          .hasMessageNotContainingAny("wr0ng", "dXNlcj");
    }
    assertThat(registry.seen()).hasSize(2);
    assertThat(right.toString()).doesNotContain("s3cret", "dXNlcj");
  }

  @Test
  void anIncompatibleSchemaIsRefusedAtOnce() {
    registry.next(
        exchange ->
            FakeRegistry.respond(
                exchange, 409, "{\"error_code\":409,\"message\":\"reader field\\nmissing\"}"));
    try (SchemaRegistryClient client = client(options())) {
      assertThat(failure(() -> client.id("image-codes", SCHEMA), RegistryFault.INCOMPATIBLE))
          .hasMessageContaining("(reader field missing)");
    }
    assertThat(registry.seen()).hasSize(1);
  }

  @Test
  void aRefusedRequestIsNotRetried() {
    registry.nextStatus(422, 1);
    try (SchemaRegistryClient client = client(options())) {
      failure(() -> client.id("image-codes", SCHEMA), RegistryFault.REJECTED);
    }
    assertThat(registry.seen()).hasSize(1);
  }

  @Test
  void transientFaultsAreRetriedWithGrowingPauses() throws Exception {
    registry.nextStatus(500, 1);
    registry.nextStatus(429, 1);
    registry.nextStatus(503, 1);
    try (SchemaRegistryClient client = client(options())) {
      assertThat(client.id("image-codes", SCHEMA)).isEqualTo(1);
    }
    assertThat(ticker.sleeps)
        .containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
  }

  @Test
  void retriesEnd() {
    registry.nextStatus(500, 100);
    try (SchemaRegistryClient client = client(options().withRetries(3, Duration.ofSeconds(4)))) {
      failure(() -> client.schema(1), RegistryFault.UNAVAILABLE);
    }
    assertThat(registry.seen()).hasSize(3);
    assertThat(ticker.sleeps).containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(5));
  }

  @Test
  void aFailureIsNotRemembered() throws Exception {
    int id = registry.store(SCHEMA.toString(), "AVRO");
    registry.nextStatus(500, 1);
    try (SchemaRegistryClient client = client(options().withRetries(1, Duration.ofMillis(1)))) {
      failure(() -> client.schema(id), RegistryFault.UNAVAILABLE);

      assertThat(client.schema(id)).isEqualTo(SCHEMA);
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerInTimeIsUnreachable() {
    registry.next(exchange -> awaitTestEnd());
    try (SchemaRegistryClient client = client(impatient())) {
      assertThat(failure(() -> client.schema(1), RegistryFault.UNREACHABLE))
          .hasMessageContaining(registry.url().toString());
    }
  }

  @Test
  void aBodyThatStallsIsUnreachableToo() {
    registry.next(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitTestEnd();
        });
    try (SchemaRegistryClient client = client(impatient())) {
      assertThat(failure(() -> client.schema(1), RegistryFault.UNREACHABLE))
          .hasMessageContaining("no answer within PT0.3S");
    }
  }

  @Test
  void anEndlessAnswerIsGivenUp() {
    registry.next(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] part = new byte[1 << 16];
          try (var body = exchange.getResponseBody()) {
            for (int i = 0; i < 1 << 12; i++) {
              body.write(part);
            }
          }
        });
    try (SchemaRegistryClient client = client(options().withRetries(1, Duration.ofMillis(1)))) {
      assertThat(failure(() -> client.schema(1), RegistryFault.UNREACHABLE))
          .hasMessageContaining("exceeds");
    }
  }

  @Test
  void anotherUrlStandsInForADeadOne() throws Exception {
    URI dead;
    try (FakeRegistry closed = FakeRegistry.start()) {
      dead = closed.url();
    }
    try (SchemaRegistryClient client = client(SchemaRegistryOptions.of(dead, registry.url()))) {
      assertThat(client.id("image-codes", SCHEMA)).isEqualTo(1);
    }
    assertThat(ticker.sleeps).isEmpty();
  }

  @Test
  void aDeadRegistryIsUnreachable() {
    registry.close();
    try (SchemaRegistryClient client = client(options())) {
      failure(() -> client.schema(1), RegistryFault.UNREACHABLE);
    }
    assertThat(ticker.sleeps).hasSize(3);
  }

  @Test
  void anUnknownIdIsAskedForAgainOnlyAfterAWhile() throws Exception {
    try (SchemaRegistryClient client = client(options())) {
      for (int i = 0; i < 100; i++) {
        assertFault(() -> client.schema(1), WireFault.UNKNOWN_SCHEMA);
      }
      assertThat(registry.seen()).hasSize(1);
      registry.store(SCHEMA.toString(), "AVRO");

      ticker.advance(Duration.ofSeconds(31));

      assertThat(client.schema(1)).isEqualTo(SCHEMA);
    }
  }

  @Test
  void aFloodOfUnknownIdsNeitherWaitsNorFloodsTheRegistry() {
    try (SchemaRegistryClient client = client(options())) {
      for (int id = 1000; id < 3000; id++) {
        long unknown = id;
        assertFault(() -> client.schema(unknown), WireFault.UNKNOWN_SCHEMA);
      }
      assertThat(ticker.sleeps).isEmpty();
      assertThat(registry.seen()).as("a second of 5 ms each").hasSize(200);

      ticker.advance(Duration.ofSeconds(1));
      for (int id = 3000; id < 4000; id++) {
        long unknown = id;
        assertFault(() -> client.schema(unknown), WireFault.UNKNOWN_SCHEMA);
      }
      assertThat(registry.seen()).as("5 % of another").hasSize(210);
    }
  }

  @Test
  void aGoodSchemaThatComesAgainIsFoundInTheMidstOfAFlood() throws Exception {
    int good = registry.store(SCHEMA.toString(), "AVRO");
    try (SchemaRegistryClient client = client(options())) {
      for (int id = 1000; id < 2000; id++) {
        long unknown = id;
        assertFault(() -> client.schema(unknown), WireFault.UNKNOWN_SCHEMA);
      }
      assertThatThrownBy(() -> client.schema(good))
          .isInstanceOf(MalformedRecordException.class)
          .hasMessageContaining("was not asked for")
          .hasMessageContaining("send this record again");

      assertThat(client.schema(good)).isEqualTo(SCHEMA);
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void anIdThatIsRefusedWhileAnotherIsAnsweredIsTheRecordsFault(FakeRegistry.Script refusal)
      throws Exception {
    int good = registry.store(SCHEMA.toString(), "AVRO");
    registry.refuse(77, refusal);
    try (SchemaRegistryClient client = client(options())) {
      client.schema(good);
      for (int i = 0; i < 10; i++) {
        assertFault(() -> client.schema(77), WireFault.SCHEMA_REFUSED);
      }
      assertThat(Collections.frequency(registry.seen(), "GET /schemas/ids/77"))
          .as("asked again only after a while")
          .isLessThanOrEqualTo(8);

      registry.refuse(77, null);
      ticker.advance(Duration.ofSeconds(31));
      assertFault(() -> client.schema(77), WireFault.UNKNOWN_SCHEMA);
    }
  }

  static List<FakeRegistry.Script> refusals() {
    return List.of(
        exchange -> FakeRegistry.respond(exchange, 403, "{\"error_code\":40301}"),
        exchange -> FakeRegistry.respond(exchange, 401, ""),
        exchange -> FakeRegistry.respond(exchange, 404, "<html>not found</html>"),
        exchange -> FakeRegistry.respond(exchange, 200, "<html>blocked by policy</html>"),
        exchange -> FakeRegistry.respond(exchange, 500, "{\"error_code\":50001}"));
  }

  @Test
  void withoutAnAnsweredIdOurOwnSchemasAreAskedFor() {
    registry.refuse(77, exchange -> FakeRegistry.respond(exchange, 403, ""));
    try (SchemaRegistryClient client = client(options())) {
      client.expect("image-codes", SCHEMA);

      assertFault(() -> client.schema(77), WireFault.SCHEMA_REFUSED);
    }
  }

  @Test
  void aRegistryThatRefusesAllIsTheJobsFailureByName() throws Exception {
    int good = registry.store(SCHEMA.toString(), "AVRO");
    FakeRegistry.Script refusal = exchange -> FakeRegistry.respond(exchange, 403, "");
    try (SchemaRegistryClient client = client(options())) {
      client.schema(good);
      registry.refuse(good, refusal);
      registry.refuse(77, refusal);
      ticker.advance(Duration.ofSeconds(3));

      assertThat(failure(() -> client.schema(77), RegistryFault.DENIED))
          .hasMessageContaining("/schemas/ids/77")
          .hasMessageContaining("check user, password");
    }
  }

  @Test
  void aRefusalThatEndsWhileOthersAreAskedIsForgotten() throws Exception {
    int good = registry.store(SCHEMA.toString(), "AVRO");
    int other = registry.store("\"int\"", "AVRO");
    try (SchemaRegistryClient client = client(options())) {
      client.schema(good);
      registry.next(exchange -> FakeRegistry.respond(exchange, 403, ""));

      assertThat(client.schema(other).getType()).isEqualTo(Schema.Type.INT);
    }
  }

  @Test
  void aNegativeIdNeedsNoQuestion() {
    try (SchemaRegistryClient client = client(options())) {
      assertFault(() -> client.schema(-1), WireFault.UNKNOWN_SCHEMA);
    }
    assertThat(registry.seen()).isEmpty();
  }

  @Test
  void aWrongBaseUrlIsNotTakenForAnUnknownSchema() {
    SchemaRegistryOptions wrongPath =
        SchemaRegistryOptions.of(URI.create(registry.url() + "/registry/"));
    try (SchemaRegistryClient client = client(wrongPath)) {
      assertThat(failure(() -> client.schema(1), RegistryFault.INVALID_ANSWER))
          .hasMessageContaining("base URL");
    }
  }

  @Test
  void answersOfSomethingElseAreInvalid() {
    for (String body : List.of("<html>", "[]", "", "{\"schema\":1}")) {
      registry.next(exchange -> FakeRegistry.respond(exchange, 200, body));
      try (SchemaRegistryClient client = client(options())) {
        failure(() -> client.schema(1), RegistryFault.INVALID_ANSWER);
      }
    }
    registry.next(exchange -> FakeRegistry.respond(exchange, 200, "{\"id\":\"seven\"}"));
    try (SchemaRegistryClient client = client(options())) {
      failure(() -> client.id("image-codes", SCHEMA), RegistryFault.INVALID_ANSWER);
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    registry.next(
        exchange -> {
          exchange.getResponseHeaders().add("Location", registry.url() + "/schemas/ids/1");
          FakeRegistry.respond(exchange, 302, "");
        });
    try (SchemaRegistryClient client = client(options())) {
      failure(() -> client.schema(1), RegistryFault.INVALID_ANSWER);
    }
    assertThat(registry.seen()).hasSize(1);
  }

  @Test
  void whatIsNoAvroSchemaMakesTheRecordIncompatible() {
    int protobuf = registry.store("message A {}", "PROTOBUF");
    int garbage = registry.store("{\"type\":\"nonsense\"}", "AVRO");
    int noJson = registry.store("no json", "AVRO");
    int referring = registry.store("\"int\"", "AVRO");
    registry.stored(referring).putArray("references").addObject().put("name", "a.B");
    try (SchemaRegistryClient client = client(options())) {
      for (int id : new int[] {protobuf, garbage, noJson, referring}) {
        assertFault(() -> client.schema(id), WireFault.INCOMPATIBLE_SCHEMA);
        assertFault(() -> client.schema(id), WireFault.INCOMPATIBLE_SCHEMA);
      }
    }
    assertThat(registry.seen()).hasSize(4);
  }

  @Test
  void manyThreadsThatWantOneSchemaAskOnce() throws Exception {
    int id = registry.store(SCHEMA.toString(), "AVRO");
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try (SchemaRegistryClient client = client(options())) {
      Callable<Schema> wanting = () -> client.schema(id);
      for (Future<Schema> found : pool.invokeAll(Collections.nCopies(8, wanting))) {
        assertThat(found.get()).isEqualTo(SCHEMA);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(registry.seen()).hasSize(1);
  }

  @Test
  void anInterruptEndsTheWait() {
    registry.next(exchange -> awaitTestEnd());
    try (SchemaRegistryClient client = client(options())) {
      Thread.currentThread().interrupt();
      failure(() -> client.schema(1), RegistryFault.UNREACHABLE);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aClosedClientSaysSo() throws Exception {
    SchemaRegistryClient client = client(options());
    client.id("image-codes", SCHEMA);
    client.close();

    assertThat(client.id("image-codes", SCHEMA)).isEqualTo(1);
    assertThat(failure(() -> client.schema(9), RegistryFault.UNREACHABLE))
        .hasMessageContaining("closed");
  }

  private SchemaRegistryOptions options() {
    return SchemaRegistryOptions.of(registry.url());
  }

  private SchemaRegistryOptions impatient() {
    return options()
        .withRequestTimeout(Duration.ofMillis(300))
        .withRetries(1, Duration.ofMillis(1));
  }

  private SchemaRegistryClient client(SchemaRegistryOptions options) {
    return new SchemaRegistryClient(options, ticker);
  }

  private void awaitTestEnd() {
    try {
      testEnded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RegistryException failure(ThrowingCallable call, RegistryFault fault) {
    RegistryException failure = catchThrowableOfType(RegistryException.class, call);
    assertThat(failure.fault()).isEqualTo(fault);
    return failure;
  }

  private static void assertFault(ThrowingCallable call, WireFault fault) {
    assertThat(catchThrowableOfType(MalformedRecordException.class, call).fault()).isEqualTo(fault);
  }
}
