// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Captions from a sample's txt or json; empty if there is none. */
final class CaptionReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CaptionReader() {}

  static String fromText(byte[] content) {
    return new String(content, UTF_8).strip();
  }

  /** The string at "caption". */
  static String fromJson(byte[] content) {
    try {
      JsonNode caption = JSON.readTree(content).path("caption");
      return caption.isTextual() ? caption.textValue().strip() : "";
    } catch (IOException e) {
      return ""; // no JSON: no caption either
    }
  }
}
