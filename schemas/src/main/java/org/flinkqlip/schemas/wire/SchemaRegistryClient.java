// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A client of a schema registry with Confluent's API (Confluent's own, Apicurio's {@code ccompat}
 * and others), for Avro schemas without references.
 *
 * <p>Caches by id and by schema without end, since both are immutable in a registry, and unknown
 * ids for a while. No id is asked for twice at a time, few are at once, and what is cached never
 * waits for a question. Safe for use by several threads.
 *
 * <p>Ids come from producers. So an id that the registry refuses is the record's fault, unless the
 * registry refuses others as well.
 */
public final class SchemaRegistryClient implements SchemaDirectory, AutoCloseable {

  /** Most questions for ids that are under way at once. */
  private static final int QUESTIONS = 8;

  private final SchemaUse schemaUse;
  private final RegistryHttp http;
  private final Ticker ticker;
  private final UnknownIds unknown;
  private final LookupBudget budget;
  private final OtherIds others;
  private final Map<Long, Found> byId = new ConcurrentHashMap<>();
  private final Map<SubjectSchema, Long> bySchema = new ConcurrentHashMap<>();
  private final Object registering = new Object();
  private final Object[] asking = Stream.generate(Object::new).limit(QUESTIONS).toArray();

  SchemaRegistryClient(SchemaRegistryOptions options, Ticker ticker) {
    this.schemaUse = options.schemaUse();
    this.http = new RegistryHttp(options, ticker);
    this.ticker = ticker;
    this.unknown = new UnknownIds(options.unknownIdTtl(), ticker);
    this.budget = new LookupBudget(ticker);
    this.others = new OtherIds(this::answers, ticker);
  }

  /**
   * A client that has not talked to the registry yet.
   *
   * @throws IllegalArgumentException if a trust store or key store cannot be read
   */
  public static SchemaRegistryClient open(SchemaRegistryOptions options) {
    return new SchemaRegistryClient(options, Ticker.SYSTEM);
  }

  /**
   * The schema of an id.
   *
   * @throws MalformedRecordException UNKNOWN_SCHEMA if the registry does not hold the id, or too
   *     many such ids came to ask for this one; SCHEMA_REFUSED if the registry refuses it and
   *     answers others; INCOMPATIBLE_SCHEMA if what it holds is no Avro schema that stands alone
   */
  @Override
  public Schema schema(long id) throws MalformedRecordException, RegistryException {
    Found found = byId.get(id);
    if (found == null) {
      synchronized (asking[Math.floorMod(id, QUESTIONS)]) {
        found = byId.get(id);
        if (found == null) {
          found = fetch(id);
          byId.put(id, found);
        }
      }
    }
    if (found.schema() == null) {
      throw new MalformedRecordException(WireFault.INCOMPATIBLE_SCHEMA, found.defect());
    }
    return found.schema();
  }

  /**
   * The id of a schema under the subject {@code <topic>-value}, registered there if the options say
   * so.
   */
  @Override
  public long id(String topic, Schema schema) throws RegistryException {
    SubjectSchema key = new SubjectSchema(topic + "-value", schema);
    Long id = bySchema.get(key);
    if (id == null) {
      synchronized (registering) {
        id = bySchema.get(key);
        if (id == null) {
          id = ask(key);
          bySchema.put(key, id);
          byId.putIfAbsent(id, new Found(schema, ""));
          others.add(id);
        }
      }
    }
    return id;
  }

  @Override
  public void expect(String topic, Schema schema) {
    others.expect(() -> id(topic, schema));
  }

  @Override
  public void close() {
    http.close();
  }

  private Found fetch(long id) throws MalformedRecordException, RegistryException {
    // Ids are positive ints: a negative one needs no question.
    if (id < 0) {
      throw new MalformedRecordException(WireFault.UNKNOWN_SCHEMA, unknownSchema(id));
    }
    Optional<MalformedRecordException> known = unknown.find(id);
    if (known.isPresent()) {
      throw known.get();
    }
    if (!budget.admits(id)) {
      throw new MalformedRecordException(
          WireFault.UNKNOWN_SCHEMA,
          ("schema id %d is not known and was not asked for, since too many unknown ids came at"
                  + " once: see what writes them, then send this record again")
              .formatted(id));
    }
    long start = ticker.nanoTime();
    try {
      return ask(id);
    } catch (MalformedRecordException e) {
      budget.missed(Duration.ofNanos(ticker.nanoTime() - start));
      throw e;
    }
  }

  private Found ask(long id) throws MalformedRecordException, RegistryException {
    try {
      return question(id);
    } catch (RegistryException e) {
      return askAgain(id, e);
    }
  }

  /** An access rule or a proxy may refuse one id; what refuses all is no fault of a record. */
  private Found askAgain(long id, RegistryException refusal)
      throws MalformedRecordException, RegistryException {
    if (Thread.currentThread().isInterrupted() || !others.oneIsAnswered(id)) {
      throw refusal;
    }
    try {
      // What was wrong may have ended in the meantime.
      return question(id);
    } catch (RegistryException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw unknown.add(
          id,
          WireFault.SCHEMA_REFUSED,
          "schema id %d is refused, while other ids are answered: %s"
              .formatted(id, e.getMessage()));
    }
  }

  private Found question(long id) throws MalformedRecordException, RegistryException {
    RegistryAnswer answer = http.get("/schemas/ids/" + id);
    if (answer.notFound()) {
      throw unknown.add(id, WireFault.UNKNOWN_SCHEMA, unknownSchema(id));
    }
    String text = text(answer);
    others.answered(id);
    return parse(id, answer.body(), text);
  }

  private boolean answers(long id) {
    try {
      text(http.get("/schemas/ids/" + id));
      return true;
    } catch (RegistryException e) {
      return false;
    }
  }

  private static String text(RegistryAnswer answer) throws RegistryException {
    if (!answer.ok()) {
      throw answer.failure();
    }
    JsonNode text = answer.body().path("schema");
    if (!text.isTextual()) {
      throw answer.lacks("schema");
    }
    return text.asText();
  }

  private static Found parse(long id, JsonNode body, String text) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      return new Found(null, "schema id %d is %s: records here are AVRO".formatted(id, type));
    }
    if (!body.path("references").isEmpty()) {
      return new Found(
          null,
          "schema id %d refers to other schemas: register it with them written out".formatted(id));
    }
    try {
      return new Found(new Schema.Parser().parse(text), "");
    } catch (RuntimeException e) {
      // Besides its own, Avro's parser throws NullPointerException for an unknown type.
      return new Found(
          null,
          "schema id %d is no schema that Avro reads (%s): see who registered it"
              .formatted(id, e.getMessage()));
    }
  }

  private long ask(SubjectSchema key) throws RegistryException {
    String subject =
        "/subjects/" + URLEncoder.encode(key.subject(), StandardCharsets.UTF_8).replace("+", "%20");
    String path =
        switch (schemaUse) {
          case REGISTER -> subject + "/versions";
          case LOOK_UP -> subject;
        };
    String json =
        JsonNodeFactory.instance.objectNode().put("schema", SchemaText.of(key.schema())).toString();
    RegistryAnswer answer = http.post(path, json);
    if (!answer.ok()) {
      throw answer.failure();
    }
    JsonNode id = answer.body().path("id");
    if (!id.isInt() || id.asInt() < 0) {
      throw answer.lacks("id");
    }
    return id.asInt();
  }

  private static String unknownSchema(long id) {
    return "schema id %d is unknown to the registry: see whether the producer uses another one"
        .formatted(id);
  }

  /** What the registry holds under an id: a schema, or a defect for people. */
  private record Found(@Nullable Schema schema, String defect) {}

  private record SubjectSchema(String subject, Schema schema) {}
}
