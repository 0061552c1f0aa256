// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A Markdown table with a row per variant and a column per score and loss. */
public final class AblationTable {
  private final Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
  private final Set<String> columns = new LinkedHashSet<>();

  /**
   * Adds a row.
   *
   * @param scores by name; their columns come first
   * @param losses by name
   */
  public void add(String variant, Map<String, Double> scores, Map<String, Double> losses) {
    Map<String, Double> row = new LinkedHashMap<>(scores);
    losses.forEach((name, loss) -> row.put(name + " loss", loss));
    rows.put(variant, row);
    columns.addAll(row.keySet());
  }

  /** The table; a cell is empty where a variant has no such value. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    List<String> ordered = new ArrayList<>(columns);
    ordered.sort((a, b) -> Boolean.compare(a.endsWith(" loss"), b.endsWith(" loss")));
    text.append("| variant |");
    ordered.forEach(column -> text.append(' ').append(column).append(" |"));
    text.append("\n|---|").append("---|".repeat(ordered.size())).append('\n');
    rows.forEach(
        (variant, row) -> {
          text.append("| ").append(variant).append(" |");
          for (String column : ordered) {
            Double value = row.get(column);
            text.append(value == null ? "" : String.format(Locale.ROOT, " %.4g", value));
            text.append(" |");
          }
          text.append('\n');
        });
    return text.toString();
  }
}
