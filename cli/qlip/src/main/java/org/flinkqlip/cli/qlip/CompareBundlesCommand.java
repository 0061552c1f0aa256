// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.quality.Agreement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip compare-bundles}: what another precision changes. */
@Command(
    name = "compare-bundles",
    description = "Compare the codes and embeddings of bundles of one model on the same images.",
    footer = {
      "",
      "Example: qlip compare-bundles --reference b16-float32 --candidate b16-float16 pictures"
    })
final class CompareBundlesCommand implements Callable<Integer> {
  private static final int BATCH = 8;

  @Option(
      names = "--reference",
      paramLabel = "BUNDLE",
      required = true,
      description = "The bundle to compare with.")
  private Path reference;

  @Option(
      names = "--candidate",
      paramLabel = "BUNDLE",
      required = true,
      description = "The bundle to compare; may be given more than once.")
  private List<Path> candidates;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Image files; of a folder, every file in it.")
  private List<Path> images;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    ModelBundle referenceBundle = ModelBundle.open(reference);
    List<byte[]> pixels = read(ImageArguments.expand(images), referenceBundle);
    List<Encoded> expected = encode(referenceBundle, pixels);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d images, compared with %s%n", pixels.size(), describe(referenceBundle));
    for (Path candidate : candidates) {
      ModelBundle bundle = ModelBundle.open(candidate);
      if (!bundle.manifest().isOfOneShapeWith(referenceBundle.manifest())) {
        throw new CommandFailedException(
            "[%s] and [%s] are not of one model: their sizes differ"
                .formatted(reference, candidate));
      }
      Agreement agreement = new Agreement(bundle.manifest().bits());
      List<Encoded> actual = encode(bundle, pixels);
      for (int i = 0; i < actual.size(); i++) {
        agreement.add(
            expected.get(i).codes(),
            actual.get(i).codes(),
            expected.get(i).embedding(),
            actual.get(i).embedding());
      }
      out.printf(
          "%-40s  equal bits %.4f %%  equal codes %.3f %%  embedding cosine mean %.6f, least %.6f%n",
          describe(bundle),
          100 * agreement.equalBits(),
          100 * agreement.equalCodes(),
          agreement.meanCosine(),
          agreement.leastCosine());
      out.flush();
    }
    return 0;
  }

  /** Copies of one image's results. */
  private record Encoded(int[] codes, float[] embedding) {}

  private static String describe(ModelBundle bundle) {
    return "%s (%s)".formatted(bundle.modelId(), bundle.manifest().precision());
  }

  private static List<byte[]> read(List<Path> files, ModelBundle bundle) throws IOException {
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(PreprocessOptions.forSize(bundle.manifest().imageSize()));
    List<byte[]> pixels = new ArrayList<>();
    for (Path file : files) {
      ByteBuffer buffer = ByteBuffer.allocate(preprocessor.tensorSize());
      try {
        preprocessor.preprocess(Files.readAllBytes(file), buffer, 0);
      } catch (ImageRejectedException e) {
        throw new CommandFailedException(
            "[%s] cannot be decoded: %s".formatted(file, e.getMessage()), e);
      }
      pixels.add(buffer.array());
    }
    return pixels;
  }

  private static List<Encoded> encode(ModelBundle bundle, List<byte[]> pixels)
      throws InferenceException {
    List<Encoded> encoded = new ArrayList<>();
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(0))) {
      ByteBuffer buffer = session.newPixelBuffer(BATCH);
      for (int start = 0; start < pixels.size(); start += BATCH) {
        int count = Math.min(BATCH, pixels.size() - start);
        for (int i = 0; i < count; i++) {
          buffer.put(i * session.pixelBytes(), pixels.get(start + i));
        }
        EncodedBatch batch = session.encode(buffer, count);
        for (int i = 0; i < count; i++) {
          encoded.add(new Encoded(batch.codesOf(i), batch.embeddingOf(i)));
        }
      }
    }
    return encoded;
  }
}
