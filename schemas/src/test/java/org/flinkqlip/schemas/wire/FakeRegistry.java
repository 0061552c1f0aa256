// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Confluent's registry API over real HTTP: register, look up, fetch by id, its error codes, basic
 * authentication, and answers that a test puts before its own.
 */
final class FakeRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Gives an answer in the registry's place. */
  interface Script {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** Every request as "METHOD path", in order. */
  final List<String> requests = new ArrayList<>();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Deque<Script> scripts = new ArrayDeque<>();
  private final Map<String, Script> refusals = new HashMap<>();
  private final List<ObjectNode> schemas = new ArrayList<>();
  private final Map<String, List<String>> subjects = new HashMap<>();
  private String expectedAuthorization;

  private FakeRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  static FakeRegistry start() {
    try {
      return new FakeRegistry(HttpServer.create(anyPort(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FakeRegistry startTls(SSLContext context, boolean needClientCertificate) {
    try {
      HttpsServer server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
              SSLParameters ssl = context.getDefaultSSLParameters();
              ssl.setNeedClientAuth(needClientCertificate);
              parameters.setSSLParameters(ssl);
            }
          });
      return new FakeRegistry(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  URI url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized void requireAuthorization(String header) {
    expectedAuthorization = header;
  }

  /** Puts an answer in front of the registry's own, once. */
  synchronized void next(Script script) {
    scripts.add(script);
  }

  /** Puts a bare status in front, {@code times} times. */
  void nextStatus(int status, int times) {
    for (int i = 0; i < times; i++) {
      next(exchange -> respond(exchange, status, "{\"error_code\":%d}".formatted(status)));
    }
  }

  /** Puts an answer in front of an id's own, each time; null ends that. */
  synchronized void refuse(long id, Script script) {
    if (script == null) {
      refusals.remove("/schemas/ids/" + id);
    } else {
      refusals.put("/schemas/ids/" + id, script);
    }
  }

  /** Stores what {@code GET /schemas/ids/{id}} answers, and gives the id. */
  synchronized int store(String schemaText, String schemaType) {
    ObjectNode node = JSON.createObjectNode().put("schema", schemaText);
    if (!schemaType.equals("AVRO")) {
      node.put("schemaType", schemaType);
    }
    schemas.add(node);
    return schemas.size();
  }

  synchronized ObjectNode stored(int id) {
    return schemas.get(id - 1);
  }

  synchronized List<String> seen() {
    return List.copyOf(requests);
  }

  static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Script script;
    synchronized (this) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      script = scripts.poll();
      if (script == null) {
        script = refusals.get(exchange.getRequestURI().getPath());
      }
    }
    if (script != null) {
      script.answer(exchange);
      return;
    }
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    answer(exchange, body);
  }

  private synchronized void answer(HttpExchange exchange, JsonNode body) throws IOException {
    String auth = exchange.getRequestHeaders().getFirst("Authorization");
    if (expectedAuthorization != null && !expectedAuthorization.equals(auth)) {
      respond(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
      return;
    }
    String[] path = exchange.getRequestURI().getRawPath().split("/", -1);
    if (path.length == 4 && path[1].equals("schemas") && path[2].equals("ids")) {
      int id = Integer.parseInt(path[3]);
      if (id < 1 || id > schemas.size()) {
        respond(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
      } else {
        respond(exchange, 200, schemas.get(id - 1).toString());
      }
    } else if (path.length >= 3 && path[1].equals("subjects")) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (!"application/vnd.schemaregistry.v1+json".equals(type)) {
        respond(exchange, 415, "{\"error_code\":415,\"message\":\"Unsupported Media Type\"}");
        return;
      }
      subject(exchange, path[2], body.get("schema").asText(), path.length == 4);
    } else {
      respond(exchange, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
    }
  }

  private void subject(HttpExchange exchange, String subject, String schema, boolean register)
      throws IOException {
    List<String> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
    if (register && !versions.contains(schema)) {
      versions.add(schema);
      if (idOf(schema) == 0) {
        store(schema, "AVRO");
      }
    }
    if (!versions.contains(schema)) {
      respond(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
      return;
    }
    respond(exchange, 200, JSON.createObjectNode().put("id", idOf(schema)).toString());
  }

  private int idOf(String schema) {
    for (int i = 0; i < schemas.size(); i++) {
      if (schemas.get(i).get("schema").asText().equals(schema)) {
        return i + 1;
      }
    }
    return 0;
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
