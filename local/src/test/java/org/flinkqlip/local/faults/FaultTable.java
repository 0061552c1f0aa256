// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Outcomes as a table for people, one line for each kind of fault. */
final class FaultTable {
  private FaultTable() {}

  static String of(String title, List<FaultOutcome> outcomes) {
    StringBuilder table =
        new StringBuilder(title)
            .append(
                "\n\n| fault | repetitions | records | duplicates | losses | other violations |")
            .append(" recovery, median (s) | longest (s) | may take (s) |")
            .append("\n|---|---|---|---|---|---|---|---|---|\n");
    for (Fault fault : Fault.values()) {
      List<FaultOutcome> ofFault =
          outcomes.stream().filter(outcome -> outcome.fault() == fault).toList();
      if (!ofFault.isEmpty()) {
        table.append(line(fault.toString(), ofFault, Integer.toString(fault.boundSeconds())));
      }
    }
    return table.append(line("all", outcomes, "")).toString();
  }

  private static String line(String name, List<FaultOutcome> outcomes, String bound) {
    List<Double> seconds =
        outcomes.stream()
            .map(FaultOutcome::recoverySeconds)
            .sorted()
            .collect(Collectors.toUnmodifiableList());
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %.1f | %.1f | %s |%n",
        name,
        outcomes.size(),
        outcomes.stream().mapToLong(FaultOutcome::records).sum(),
        outcomes.stream().mapToLong(FaultOutcome::duplicates).sum(),
        outcomes.stream().mapToLong(FaultOutcome::losses).sum(),
        outcomes.stream().mapToLong(FaultOutcome::others).sum(),
        seconds.isEmpty() ? 0 : seconds.get(seconds.size() / 2),
        seconds.isEmpty() ? 0 : seconds.get(seconds.size() - 1),
        bound);
  }
}
