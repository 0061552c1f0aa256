// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code qlip encode} wrote. */
final class CodeLines implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final BufferedReader reader;
  private int number;
  private int withoutCodes;

  private CodeLines(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * An image with its codes.
   *
   * @param number of the line, from 1
   * @param image as the line names it
   * @param codes row-major, not checked against any model
   */
  record Line(int number, String image, int[] codes) {}

  static CodeLines open(Path file) throws IOException {
    BufferedReader reader =
        file.toString().equals("-")
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(file);
    return new CodeLines(file, reader);
  }

  /** The next lines with codes, at most {@code limit}; empty at the end. */
  List<Line> next(int limit) throws IOException {
    List<Line> lines = new ArrayList<>();
    while (lines.size() < limit) {
      String text = reader.readLine();
      if (text == null) {
        break;
      }
      number++;
      if (!text.isBlank()) {
        add(text, lines);
      }
    }
    return lines;
  }

  private void add(String text, List<Line> lines) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new CommandFailedException(
          "[%s, line %d] is no JSON: %s".formatted(file, number, e.getOriginalMessage()), e);
    }
    if (!node.path("codes").isArray()) {
      withoutCodes++;
      return;
    }
    int[] codes = new int[node.get("codes").size()];
    for (int i = 0; i < codes.length; i++) {
      JsonNode code = node.get("codes").get(i);
      if (!code.isIntegralNumber() || !code.canConvertToInt()) {
        throw new CommandFailedException(
            "[%s, line %d] has the code %s at position %d".formatted(file, number, code, i));
      }
      codes[i] = code.intValue();
    }
    lines.add(new Line(number, node.path("image").asText("line-" + number), codes));
  }

  /** Lines so far that had none, such as those of images that could not be encoded. */
  int withoutCodes() {
    return withoutCodes;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
