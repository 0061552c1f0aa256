// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.cli.console.ProgressLine;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.evaluation.BaselineMeasure;
import org.flinkqlip.lab.evaluation.ContactSheet;
import org.flinkqlip.lab.evaluation.DataReport;
import org.flinkqlip.lab.evaluation.Evaluation;
import org.flinkqlip.lab.evaluation.EvaluationOptions;
import org.flinkqlip.lab.evaluation.EvaluationReport;
import org.flinkqlip.lab.evaluation.ModelSessions;
import org.flinkqlip.lab.evaluation.PromptTemplates;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.health.HealthBaseline;
import org.flinkqlip.model.runtime.health.HealthFigures;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qlip evaluate}: how good a model is. */
@Command(
    name = "evaluate",
    description = {
      "Measure a model: zero-shot accuracy, retrieval, linear probe, quality of the"
          + " reconstructions, use of the codes, and what small changes of a picture leave as it"
          + " was.",
      "What each figure means: docs/reference/evaluation.md."
    },
    footer = {
      "",
      "Of a folder of images, subfolders are the classes, and a .txt beside an image is its"
          + " caption.",
      "Of tars, KEY.cls is the class and classnames.txt beside the first tar has the names.",
      "Examples:",
      "  qlip evaluate",
      "  qlip evaluate --model bundles/mine --json figures.json --contact-sheet pictures.png",
      "  qlip evaluate --model bundles/b16 --data photos --template 'a photo of a {}'",
      "  qlip evaluate --model bundles/b16 --data photos --baseline",
      "  qlip evaluate --model bundles/b16 --data shards/00000.tar shards/00001.tar"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int SHEET_PAIRS = 12;

  @Mixin private ModelOption model;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      arity = "1..*",
      defaultValue = EvaluationData.SCENES,
      description =
          "The word scenes, for drawn scenes of kinds that training draws and of kinds that it"
              + " never does; or tars of WebDataset; or folders of tars or of images. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<String> data;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1024",
      description = "Images of each data set. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Decides the scenes, the order of files and the linear probe's split. Default:"
              + " ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--template",
      paramLabel = "TEXT",
      description =
          "Text around a class name, which takes the place of {}; may be repeated, a class is the"
              + " mean of its texts. Default: 'a {}' and three like it.")
  private List<String> templates = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON, too.")
  private Path json;

  @Option(
      names = "--contact-sheet",
      paramLabel = "FILE",
      description = "Draw some originals beside their reconstructions, as PNG.")
  private Path contactSheet;

  @Option(
      names = "--baseline",
      description =
          "Also write the baseline of the first data set into the bundle, in place of an earlier one:"
              + " a job tells how far its images drift from it. The model id stays.")
  private boolean baseline;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    System.setProperty("java.awt.headless", "true");
    EvaluationOptions options = options();
    ModelBundle bundle = model.open();
    PrintWriter out = spec.commandLine().getOut();
    out.println("model " + bundle.describe());
    out.flush();
    List<EvaluationData> sets =
        EvaluationData.open(data, bundle.manifest().imageSize(), options.seed());
    try (ModelSessions sessions = ModelSessions.open(bundle, SessionOptions.cpu(0))) {
      EvaluationReport report = measure(bundle, sessions, sets, options);
      out.print(report.toText());
      if (json != null) {
        report.write(json);
        out.println("figures  " + json);
      }
      if (baseline) {
        out.println("baseline " + writeBaseline(bundle, sessions, sets.get(0), options));
      }
      if (contactSheet != null) {
        draw(sessions, sets).write(contactSheet);
        out.println(
            "pictures " + contactSheet + ", original on the left, reconstruction on the right");
      }
      out.flush();
    } finally {
      for (EvaluationData set : sets) {
        set.close();
      }
    }
    return 0;
  }

  private EvaluationOptions options() {
    try {
      EvaluationOptions defaults = EvaluationOptions.DEFAULT.withCount(count).withSeed(seed);
      return templates.isEmpty()
          ? defaults
          : defaults.withTemplates(new PromptTemplates(templates));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private EvaluationReport measure(
      ModelBundle bundle,
      ModelSessions sessions,
      List<EvaluationData> sets,
      EvaluationOptions options)
      throws IOException, InferenceException {
    Evaluation evaluation = new Evaluation(sessions, options, progress());
    List<DataReport> reports = new ArrayList<>();
    for (EvaluationData set : sets) {
      reports.add(evaluation.measure(set.name(), set.images()));
      set.skipped().ifPresent(words -> note(set.name() + ": " + words));
    }
    return EvaluationReport.of(bundle, reports);
  }

  private Evaluation.Progress progress() {
    ProgressLine progress = ProgressLine.ofLongCommand(spec.commandLine().getErr());
    return (name, done, total) ->
        progress.offer(() -> "%s: %d of %d images".formatted(name, done, total));
  }

  private Path writeBaseline(
      ModelBundle bundle, ModelSessions sessions, EvaluationData data, EvaluationOptions options)
      throws IOException, InferenceException {
    HealthFigures figures =
        new BaselineMeasure(sessions, progress())
            .measure(data.name(), data.images(), options.count());
    HealthBaseline.of(bundle, data.name(), figures).write(bundle);
    return bundle.file(ModelBundle.BASELINE);
  }

  private void note(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
  }

  private static ContactSheet draw(ModelSessions sessions, List<EvaluationData> sets)
      throws IOException, InferenceException {
    ContactSheet sheet = new ContactSheet(sessions.manifest().imageSize());
    for (EvaluationData set : sets) {
      long share = Math.min(SHEET_PAIRS / sets.size(), set.images().size().orElse(SHEET_PAIRS));
      for (long index = 0; index < share; index++) {
        CaptionedImage image = set.images().get(index);
        byte[] picture = sessions.reconstruct(sessions.encode(List.of(image.pixels()))).get(0);
        sheet.add(image.pixels(), picture);
      }
    }
    return sheet;
  }
}
