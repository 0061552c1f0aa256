// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The options of one stage.
 *
 * @param title heading, such as "Source"
 * @param description what the stage does, for people
 * @param options in the order to show them
 */
public record OptionGroup(String title, String description, List<Option<?>> options) {

  public OptionGroup {
    requireNonNull(title, "title is null");
    requireNonNull(description, "description is null");
    options = List.copyOf(options);
  }

  /**
   * The same stage with options of a job's own in place of those of the same key: other defaults,
   * other words.
   *
   * @throws IllegalArgumentException if the group has no option of that key
   */
  public OptionGroup with(Option<?>... own) {
    List<Option<?>> changed = new ArrayList<>(options);
    for (Option<?> option : own) {
      changed.set(indexOf(option), option);
    }
    return new OptionGroup(title, description, changed);
  }

  private int indexOf(Option<?> wanted) {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).key().equals(wanted.key())) {
        return i;
      }
    }
    throw new IllegalArgumentException(title + " has no option " + wanted.key());
  }
}
