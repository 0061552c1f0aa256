package org.flinkqlip.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What jobs ask of a schema registry with Confluent's API, in memory. */
final class LocalRegistry implements AutoCloseable {
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> schemas = new ArrayList<>();
  private final FlakyServer server = new FlakyServer(this::handle);

  LocalRegistry() throws IOException {}

  URI url() {
    return URI.create("http://" + server.authority());
  }

  FlakyServer server() {
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/schemas/ids/")) {
      int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
      answer(exchange, 200, Map.of("schema", schema(id)));
    } else if (path.startsWith("/subjects/")) {
      String schema =
          json.readTree(exchange.getRequestBody().readAllBytes()).path("schema").asText();
      answer(exchange, 200, Map.of("id", idOf(schema)));
    } else {
      answer(exchange, 404, Map.of("error_code", 404));
    }
  }

  private synchronized String schema(int id) {
    return schemas.get(id - 1);
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
