// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip embed-text}: texts into the space of the images. */
@Command(
    name = "embed-text",
    description = "Embed texts in the space of the images, one JSON line a text.",
    footer = {
      "",
      "A line holds text and embedding. Compare it with image embeddings by dot product.",
      "Example: qlip embed-text \"a photo of a dog\" \"a red circle\""
    })
final class EmbedTextCommand implements Callable<Integer> {
  @Mixin private ModelOption model;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the lines go. Default: standard output.")
  private Path output;

  @Parameters(arity = "1..*", paramLabel = "TEXT", description = "The texts.")
  private List<String> texts;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    ModelBundle bundle = model.open();
    PrintWriter err = spec.commandLine().getErr();
    err.println("model " + bundle.describe());
    err.flush();
    float[][] embeddings = TextEmbeddings.of(bundle, texts);
    OutputStream out =
        output == null ? new UncloseableStream(System.out) : Files.newOutputStream(output);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      for (int i = 0; i < embeddings.length; i++) {
        json.writeStartObject();
        json.writeStringField("text", texts.get(i));
        json.writeArrayFieldStart("embedding");
        for (float value : embeddings[i]) {
          json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeRaw('\n');
    }
    return 0;
  }
}
