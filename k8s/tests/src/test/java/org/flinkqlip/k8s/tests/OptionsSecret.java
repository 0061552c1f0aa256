// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A Secret that holds files. */
final class OptionsSecret {
  private OptionsSecret() {}

  /** A Secret with one file, as kustomize makes it. */
  static JsonNode of(String name, String key, String text) {
    return Yaml.documents(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: %s
            type: Opaque
            data:
              %s: %s
            """
                .formatted(
                    name,
                    key,
                    Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))))
        .get(0);
  }

  /** The text of one of its files. */
  static Optional<String> text(JsonNode secret, String key) {
    if (secret.path("stringData").has(key)) {
      return Optional.of(secret.path("stringData").path(key).asText());
    }
    return Optional.of(secret.path("data").path(key))
        .filter(JsonNode::isTextual)
        .map(data -> data.asText().replaceAll("\\s", ""))
        .map(data -> new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
  }
}
