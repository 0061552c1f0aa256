package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNull;

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
}
