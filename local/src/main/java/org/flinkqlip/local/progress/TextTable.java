// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import java.util.ArrayList;
import java.util.List;

/** Rows of a name and a value, aligned. */
public final class TextTable {

  private static final String INDENT = "  ";

  private final List<String[]> rows = new ArrayList<>();

  /** Adds a row. */
  public TextTable row(String name, Object value) {
    rows.add(new String[] {name, String.valueOf(value)});
    return this;
  }

  /** The rows, one a line, each line ended. */
  @Override
  public String toString() {
    int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      text.append(INDENT)
          .append(row[0])
          .append(" ".repeat(width - row[0].length() + 2))
          .append(row[1])
          .append(System.lineSeparator());
    }
    return text.toString();
  }
}
