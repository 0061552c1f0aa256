// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;

/** Writes a catalog as a Markdown page. */
public final class ReferencePage {
  private final OptionCatalog catalog;

  public ReferencePage(OptionCatalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog is null");
  }

  /**
   * The page: title, introduction, one table per group, one table of pass-through prefixes.
   *
   * @param title heading of the page
   * @param introduction Markdown that goes before the tables
   */
  public String markdown(String title, String introduction) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(title).append("\n\n").append(introduction.strip()).append('\n');
    for (OptionGroup group : catalog.groups()) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append(group.description()).append("\n\n");
      page.append("| option | value | default | meaning |\n|---|---|---|---|\n");
      for (Option<?> option : group.options()) {
        row(page, code(option.key()), option.type(), fallback(option), option.description());
      }
    }
    page.append("\n## Passed through\n\n| prefix | where its keys go |\n|---|---|\n");
    for (PassThrough passThrough : catalog.passThroughs()) {
      row(page, code(passThrough.prefix() + "*"), passThrough.description());
    }
    return page.toString();
  }

  /**
   * A section that tells this catalog from another: options that the other lacks, or has with
   * another default or meaning, and groups of the other that this one lacks.
   *
   * @param title heading of the section
   * @param introduction Markdown that goes before the table
   */
  public String differences(String title, String introduction, OptionCatalog from) {
    StringBuilder section = new StringBuilder();
    section.append("\n## ").append(title).append("\n\n").append(introduction.strip());
    section.append("\n\n| option | value | default | meaning |\n|---|---|---|---|\n");
    for (OptionGroup group : catalog.groups()) {
      for (Option<?> option : group.options()) {
        if (from.option(option.key()).filter(other -> same(option, other)).isEmpty()) {
          row(section, code(option.key()), option.type(), fallback(option), option.description());
        }
      }
    }
    String missing =
        from.groups().stream()
            .flatMap(group -> group.options().stream())
            .map(Option::key)
            .filter(key -> catalog.option(key).isEmpty())
            .map(ReferencePage::code)
            .collect(Collectors.joining(", "));
    section.append("\nIt has none of these: ").append(missing).append(".\n");
    return section.toString();
  }

  private static boolean same(Option<?> one, Option<?> other) {
    return one.description().equals(other.description())
        && one.defaultText().equals(other.defaultText());
  }

  private static String fallback(Option<?> option) {
    return option.isRequired()
        ? "required"
        : option.defaultText().map(ReferencePage::code).orElse("none");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void row(StringBuilder page, String... cells) {
    page.append('|');
    for (String cell : cells) {
      page.append(' ').append(cell.replace("|", "\\|").replace('\n', ' ')).append(" |");
    }
    page.append('\n');
  }
}
