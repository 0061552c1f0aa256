// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.runtime.bundle.Sha256;

/**
 * Decoding, resizing and cropping on one thread beside Pillow: JPEG, PNG and WebP of two sizes, and
 * the resize alone. The gates: the same bytes as Pillow, and as the resize written down plainly.
 */
public final class ImagingSuite implements Suite {

  @Override
  public String name() {
    return "imaging";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Without Pillow the figures lack the ratios, and their notes say so.
   */
  @Override
  public void run(BenchContext context, Report report)
      throws IOException, InterruptedException, ImageRejectedException {
    run(context, report, context.quick() ? ImagingPlan.QUICK : ImagingPlan.FULL);
  }

  void run(BenchContext context, Report report, ImagingPlan plan)
      throws IOException, InterruptedException, ImageRejectedException {
    Path directory = Files.createDirectories(context.workDirectory().resolve("imaging"));
    List<TestFile> files = new ArrayList<>();
    for (PictureSize size : plan.sizes()) {
      context.progress("imaging: drawing %s", size);
      files.addAll(TestFile.write(TestPicture.draw(size), directory));
    }
    Optional<Pillow> pillow = Pillow.of(context.python(), directory);
    OurSide ours = new OurSide(plan.edge());
    checkReference(files, ours, plan.edge(), report);
    if (pillow.isPresent()) {
      checkPillow(files, ours, pillow.get().measure(files, plan.edge(), 1), report);
    } else {
      context.progress("imaging: %s", missing(context.python()));
    }
    if (!report.passed()) {
      return;
    }
    for (TestFile file : files) {
      context.progress("imaging: warming up with %s", file.describe());
      ours.warmUp(file, plan.warmUp());
    }
    ImagingTurns turns = new ImagingTurns(files);
    for (int round = 0; round < plan.rounds(); round++) {
      context.progress("imaging: round %d of %d", round + 1, plan.rounds());
      turns.addOurs(ours, plan.repetitions());
      if (pillow.isPresent()) {
        turns.addPillow(pillow.get().measure(files, plan.edge(), plan.repetitions()));
      }
    }
    turns.report(report, pillow.isPresent() ? "" : "; " + missing(context.python()));
  }

  private static String missing(Path python) {
    return "not compared: %s has no Pillow (Debian: apt install python3-pil), or name another --python"
        .formatted(python);
  }

  private static void checkReference(List<TestFile> files, OurSide ours, int edge, Report report)
      throws ImageRejectedException {
    int checked = 0;
    List<String> wrong = new ArrayList<>();
    for (TestFile file : files) {
      if (file.lossless()) {
        checked++;
        TestPicture picture = file.picture();
        byte[] expected =
            ReferenceResize.square(
                picture.rgb(), picture.size().width(), picture.size().height(), edge);
        if (!Sha256.of(expected).equals(Sha256.of(ours.pixels(file)))) {
          wrong.add(file.name());
        }
      }
    }
    report.add(gate("pixelsEqualReference", checked, wrong, "the resize written down plainly"));
  }

  private static void checkPillow(
      List<TestFile> files, OurSide ours, List<Pillow.Result> results, Report report)
      throws ImageRejectedException {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (!results.get(i).sha256().equals(Sha256.of(ours.pixels(files.get(i))))) {
        wrong.add(files.get(i).name());
      }
    }
    report.add(
        gate("pixelsEqualPillow", files.size(), wrong, "Pillow " + results.get(0).version()));
  }

  private static Report.Gate gate(String name, int checked, List<String> wrong, String reference) {
    return new Report.Gate(
        name,
        wrong.isEmpty(),
        wrong.isEmpty()
            ? "%d files have the SHA-256 that %s gives".formatted(checked, reference)
            : "not what %s gives: %s".formatted(reference, String.join(", ", wrong)));
  }
}
