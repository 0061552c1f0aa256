// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What jobs ask of a schema registry with Confluent's API, in memory. Ids may be refused, as an
 * access rule or a proxy in front of it does.
 */
final class LocalRegistry implements AutoCloseable {
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> schemas = new ArrayList<>();
  private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger misses = new AtomicInteger();
  private volatile Duration timeOfMiss = Duration.ZERO;
  private volatile boolean refusesAll;
  private final FlakyServer server = new FlakyServer(this::handle);

  LocalRegistry() throws IOException {}

  URI url() {
    return URI.create("http://" + server.authority());
  }

  FlakyServer server() {
    return server;
  }

  /** Answers an id with a bare status from now on. */
  void refuse(int id, int status) {
    refusals.put(id, status);
  }

  boolean refuses(int id) {
    return refusals.containsKey(id);
  }

  /** Answers every id with 403 from now on. */
  void refuseAll() {
    refusesAll = true;
  }

  /** Takes its time to say that an id is unknown. */
  void missesTake(Duration time) {
    timeOfMiss = time;
  }

  /** How often it was asked for an id that it does not have. */
  int misses() {
    return misses.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/schemas/ids/")) {
      answerId(exchange, Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
    } else if (path.startsWith("/subjects/")) {
      String schema =
          json.readTree(exchange.getRequestBody().readAllBytes()).path("schema").asText();
      answer(exchange, 200, Map.of("id", idOf(schema)));
    } else {
      answer(exchange, 404, Map.of("error_code", 404));
    }
  }

  private void answerId(HttpExchange exchange, int id) throws IOException {
    int refusal = refusesAll ? HttpURLConnection.HTTP_FORBIDDEN : refusals.getOrDefault(id, 0);
    if (refusal != 0) {
      FlakyServer.answer(exchange, refusal, "text/html", new byte[0]);
      return;
    }
    Optional<String> schema = schema(id);
    if (schema.isPresent()) {
      answer(exchange, 200, Map.of("schema", schema.get()));
      return;
    }
    misses.incrementAndGet();
    try {
      TimeUnit.MILLISECONDS.sleep(timeOfMiss.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
  }

  private synchronized Optional<String> schema(int id) {
    return id < 1 || id > schemas.size() ? Optional.empty() : Optional.of(schemas.get(id - 1));
  }

  private synchronized int idOf(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  private void answer(HttpExchange exchange, int status, Object body) throws IOException {
    FlakyServer.answer(exchange, status, TYPE, json.writeValueAsString(body).getBytes(UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
