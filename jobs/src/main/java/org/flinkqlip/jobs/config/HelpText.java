// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNull;

/** Writes a catalog as the text of {@code --help}. */
public final class HelpText {
  private final OptionCatalog catalog;

  public HelpText(OptionCatalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog is null");
  }

  /**
   * The text: one line of usage, then every option and prefix.
   *
   * @param usage how the program is called, without options
   */
  public String of(String usage) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: ").append(usage).append(" [--config FILE] [--KEY VALUE]...\n");
    for (OptionGroup group : catalog.groups()) {
      text.append('\n').append(group.title()).append(": ");
      text.append(plain(group.description())).append('\n');
      for (Option<?> option : group.options()) {
        text.append("  --").append(option.key()).append(" <").append(option.type()).append(">\n");
        text.append("      ").append(describe(option)).append('\n');
      }
    }
    text.append("\nPassed through:\n");
    for (PassThrough passThrough : catalog.passThroughs()) {
      text.append("  --").append(passThrough.prefix()).append("<key> <value>\n");
      text.append("      ").append(plain(passThrough.description())).append('\n');
    }
    return text.toString();
  }

  /** Meaning and default of an option, in one line without markup. */
  public static String describe(Option<?> option) {
    String meaning = plain(option.description());
    return option.isRequired()
        ? meaning + " Required."
        : meaning + option.defaultText().map(text -> " Default: " + text).orElse("");
  }

  private static String plain(String markdown) {
    return markdown.replace("`", "");
  }
}
