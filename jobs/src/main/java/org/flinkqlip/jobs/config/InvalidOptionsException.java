// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import java.util.List;

/** Options that cannot be used. The message has one line per problem, each naming its key. */
public final class InvalidOptionsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  public InvalidOptionsException(String problem) {
    this(List.of(problem));
  }

  public InvalidOptionsException(List<String> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, one entry per option. */
  public List<String> problems() {
    return problems;
  }

  private static String message(List<String> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem given");
    }
    return problems.size() == 1
        ? problems.get(0)
        : problems.size() + " options cannot be used:\n  " + String.join("\n  ", problems);
  }
}
