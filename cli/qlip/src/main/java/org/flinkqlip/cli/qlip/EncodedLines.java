// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes results as JSON lines. */
final class EncodedLines implements AutoCloseable {
  private final JsonGenerator json;

  private EncodedLines(JsonGenerator json) {
    this.json = json;
  }

  static EncodedLines to(OutputStream out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    return new EncodedLines(json);
  }

  void write(Path image, int[] codes, float[] embedding) throws IOException {
    json.writeStartObject();
    json.writeStringField("image", image.toString());
    json.writeFieldName("codes");
    json.writeArray(codes, 0, codes.length);
    json.writeArrayFieldStart("embedding");
    for (float value : embedding) {
      json.writeNumber(value);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  void write(Path image, EncodeFault fault) throws IOException {
    json.writeStartObject();
    json.writeStringField("image", image.toString());
    json.writeObjectFieldStart("error");
    json.writeStringField("category", fault.category());
    json.writeStringField("message", fault.message());
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }
}
