// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.flinkqlip.lab.evaluation.measure.ClassAccuracy;
import org.flinkqlip.lab.evaluation.measure.CodeUsage;
import org.flinkqlip.lab.evaluation.measure.Perturbation;
import org.flinkqlip.lab.evaluation.measure.Stability;

/** A report for people: a row for each figure, a column for each data set. */
final class ReportTable {
  private static final String NONE = "-";
  private static final int NAME_WIDTH = 34;
  private static final int LEAST_COLUMN = 10;

  private final EvaluationReport report;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> widths = new ArrayList<>();

  ReportTable(EvaluationReport report) {
    this.report = report;
    for (DataReport data : report.data()) {
      widths.add(Math.max(LEAST_COLUMN, data.data().length()) + 2);
    }
  }

  @Override
  public String toString() {
    text.setLength(0);
    row("", DataReport::data);
    row("images", data -> count(data.images()));
    meaning();
    row("PSNR", data -> decibels(data.reconstruction().psnr()));
    row("PSNR of the worst image", data -> decibels(data.reconstruction().leastPsnr()));
    row(
        "SSIM",
        data ->
            data.reconstruction().ssim().isPresent()
                ? number("%.3f", data.reconstruction().ssim().getAsDouble())
                : NONE);
    codes();
    stability();
    report.data().forEach(this::worstClasses);
    return text.toString();
  }

  private void meaning() {
    row(
        "zero-shot accuracy",
        data -> data.zeroShot().map(figure -> percent(figure.accuracy())).orElse(NONE));
    row(
        "  classes to choose from",
        data -> data.zeroShot().map(figure -> count(figure.classes())).orElse(NONE));
    row(
        "text to image, recall at 1",
        data -> data.retrieval().map(figure -> percent(figure.textToImageAt1())).orElse(NONE));
    row(
        "text to image, recall at 5",
        data -> data.retrieval().map(figure -> percent(figure.textToImageAt5())).orElse(NONE));
    row(
        "image to text, recall at 1",
        data -> data.retrieval().map(figure -> percent(figure.imageToTextAt1())).orElse(NONE));
    row(
        "image to text, recall at 5",
        data -> data.retrieval().map(figure -> percent(figure.imageToTextAt5())).orElse(NONE));
    row(
        "  pairs to choose from",
        data -> data.retrieval().map(figure -> count(figure.pairs())).orElse(NONE));
    row(
        "linear probe",
        data -> data.linearProbe().map(figure -> percent(figure.accuracy())).orElse(NONE));
    row(
        "  classes in the data",
        data -> data.linearProbe().map(figure -> count(figure.classes())).orElse(NONE));
  }

  private void codes() {
    row("least entropy of a bit", data -> number("%.3f", data.codes().leastBitEntropy()));
    row("mean entropy of a bit", data -> number("%.3f", data.codes().meanBitEntropy()));
    row(
        number("bits with an entropy above %.1f", CodeUsage.USED),
        data -> percent(data.codes().usedBits()));
    int groups =
        report.data().stream()
            .mapToInt(data -> data.codes().groupEntropies().size())
            .max()
            .orElseThrow();
    for (int index = 0; index < groups; index++) {
      int group = index;
      row(
          "entropy of group %d, in bits".formatted(group + 1),
          data ->
              group < data.codes().groupEntropies().size()
                  ? number("%.2f", data.codes().groupEntropies().get(group))
                  : NONE);
    }
    row("  possible at most", data -> number("%.2f", data.codes().groupEntropyBound()));
    row(
        "different codes",
        data -> percent((double) data.codes().distinct() / data.codes().codes()));
  }

  private void stability() {
    for (Perturbation perturbation : Perturbation.values()) {
      row("after " + perturbation, data -> "");
      row("  equal codes", data -> stability(data, perturbation, Stability::equalCodes));
      row("  equal bits", data -> stability(data, perturbation, Stability::equalBits));
      row(
          "  cosine of the embeddings",
          data ->
              figures(data, perturbation)
                  .map(figure -> number("%.3f", figure.meanCosine()))
                  .orElse(NONE));
    }
  }

  private static String stability(
      DataReport data, Perturbation perturbation, Function<Stability, Double> share) {
    return figures(data, perturbation).map(share).map(ReportTable::percent).orElse(NONE);
  }

  private static Optional<Stability> figures(DataReport data, Perturbation perturbation) {
    return data.stability().stream()
        .filter(figure -> figure.perturbation() == perturbation)
        .findFirst();
  }

  private void worstClasses(DataReport data) {
    List<ClassAccuracy> worst = data.zeroShot().map(figure -> figure.worst()).orElse(List.of());
    if (!worst.isEmpty()) {
      text.append("%nClasses that are mistaken most, %s%n".formatted(data.data()));
    }
    for (ClassAccuracy mistaken : worst) {
      text.append(
          "  %-20s %d of %d right, taken for %s %d times%n"
              .formatted(
                  mistaken.name(),
                  mistaken.correct(),
                  mistaken.images(),
                  mistaken.mistakenFor(),
                  mistaken.mistaken()));
    }
  }

  private void row(String name, Function<DataReport, String> value) {
    StringBuilder line = new StringBuilder();
    line.append(name).append(" ".repeat(Math.max(0, NAME_WIDTH - name.length())));
    for (int column = 0; column < widths.size(); column++) {
      String cell = value.apply(report.data().get(column));
      line.append(" ".repeat(Math.max(1, widths.get(column) - cell.length()))).append(cell);
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(double share) {
    return number("%.1f %%", 100 * share);
  }

  private static String decibels(double value) {
    return number("%.2f dB", value);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
