// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.text.ZeroShot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip classify}: zero-shot labels. */
@Command(
    name = "classify",
    description = "Give images zero-shot probabilities of labels.",
    footer = {
      "",
      "Probabilities are a softmax over the labels with the checkpoint's logit scale.",
      "Examples:",
      "  qlip classify --labels 'red circle,blue star,green ring' scenes/*.png",
      "  qlip classify --model bundles/b16 --labels cat,dog --template 'a photo of a {}' photos/*.jpg"
    })
final class ClassifyCommand implements Callable<Integer> {
  private static final String PLACE = "{}";

  @Mixin private ModelOption model;

  @Option(
      names = "--labels",
      paramLabel = "LABEL",
      required = true,
      split = ",",
      description = "The labels, separated by commas.")
  private List<String> labels;

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      defaultValue = "a picture of a {}",
      description = "Text around a label, which takes the place of {}. Default: a picture of a {}.")
  private String template;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
  private List<Path> images;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    if (!template.contains(PLACE)) {
      throw new ParameterException(
          spec.commandLine(), "--template '%s' has no %s for the label".formatted(template, PLACE));
    }
    ModelBundle bundle = model.open();
    PrintWriter out = spec.commandLine().getOut();
    out.println("model " + bundle.describe());
    ZeroShot classifier =
        new ZeroShot(
            TextEmbeddings.of(
                bundle, labels.stream().map(label -> template.replace(PLACE, label)).toList()),
            bundle.manifest().text().logitScale());
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(PreprocessOptions.forSize(bundle.manifest().imageSize()));
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(0))) {
      ByteBuffer pixels = session.newPixelBuffer(1);
      for (Path image : images) {
        try {
          preprocessor.preprocess(Files.readAllBytes(image), pixels, 0);
        } catch (ImageRejectedException e) {
          throw new CommandFailedException(
              "[%s] cannot be decoded: %s".formatted(image, e.getMessage()), e);
        }
        print(out, image, classifier.probabilities(session.encode(pixels, 1).embeddingOf(0)));
      }
    }
    out.flush();
    return 0;
  }

  private void print(PrintWriter out, Path image, double[] probabilities) {
    out.println(image);
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer label) -> probabilities[label]).reversed())
        .forEach(
            label -> out.printf("  %6.2f %%  %s%n", 100 * probabilities[label], labels.get(label)));
  }
}
