// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;

/**
 * An answer of the registry.
 *
 * @param url what was asked, for messages
 * @param status the HTTP status
 * @param body the JSON body, or a missing node if it is no JSON
 */
record RegistryAnswer(URI url, int status, JsonNode body) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_QUOTE = 200;

  static RegistryAnswer of(URI url, int status, byte[] body) throws IOException {
    try {
      JsonNode node = JSON.readTree(body);
      return new RegistryAnswer(url, status, node == null ? MissingNode.getInstance() : node);
    } catch (JsonProcessingException e) {
      return new RegistryAnswer(url, status, MissingNode.getInstance());
    }
  }

  boolean ok() {
    return status == 200;
  }

  boolean transientFault() {
    return status >= 500 || status == 429;
  }

  /**
   * Whether the registry itself says that a schema, subject or version is not there. A wrong path
   * gives a plain 404 instead.
   */
  boolean notFound() {
    return status == 404 && body.path("error_code").asInt() / 100 == 404;
  }

  /** The failure that a refusal amounts to. */
  RegistryException failure() {
    RegistryFault fault = fault();
    String step =
        switch (fault) {
          case UNAVAILABLE, UNREACHABLE -> "see the registry's health, then retry";
          case DENIED -> "check user, password and their permissions";
          case INCOMPATIBLE -> "compare the subject's versions and its compatibility rule";
          case NOT_REGISTERED -> "register the schema, or let encoders register";
          case REJECTED -> "see the registry's log";
          case INVALID_ANSWER -> "check that the base URL is a registry's with Confluent's API";
        };
    return new RegistryException(
        fault, "schema registry answered %d at %s%s: %s".formatted(status, url, quote(), step));
  }

  /** An answer with 200 that lacks what it must hold. */
  RegistryException lacks(String field) {
    return new RegistryException(
        RegistryFault.INVALID_ANSWER,
        "schema registry's answer at %s has no %s: check that the base URL is right"
            .formatted(url, field));
  }

  private RegistryFault fault() {
    if (transientFault()) {
      return RegistryFault.UNAVAILABLE;
    }
    return switch (status) {
      case 401, 403 -> RegistryFault.DENIED;
      case 404 -> notFound() ? RegistryFault.NOT_REGISTERED : RegistryFault.INVALID_ANSWER;
      case 409 -> RegistryFault.INCOMPATIBLE;
      default ->
          status >= 400 && status < 500 ? RegistryFault.REJECTED : RegistryFault.INVALID_ANSWER;
    };
  }

  private String quote() {
    String message = body.path("message").asText("");
    if (message.isEmpty()) {
      return "";
    }
    String clipped = message.substring(0, Math.min(LONGEST_QUOTE, message.length()));
    return " (" + clipped.replaceAll("\\p{Cntrl}", " ") + ")";
  }
}
