// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The modules, as ARCHITECTURE.md lists them: folder, root package, what they may import. */
final class ModuleTable {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([^`]+)` \\| `(org\\.flinkqlip\\.[^`]+)` \\| (.*) \\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([^`]+)`( and below)?");
  private static final String ALL_BUT = "all but ";

  private final Map<String, Module> modules = new LinkedHashMap<>();

  /**
   * A module.
   *
   * @param folder its folder
   * @param rootPackage of all its classes
   * @param row what its row says of imports; what follows a semicolon is said of its packages
   */
  record Module(String folder, String rootPackage, String row) {
    /** Its classes, as a pattern of ArchUnit. */
    String classes() {
      return rootPackage + "..";
    }

    @Override
    public String toString() {
      return folder;
    }
  }

  ModuleTable(Path page) {
    try {
      Matcher rows = ROW.matcher(Files.readString(page));
      while (rows.find()) {
        modules.put(rows.group(1), new Module(rows.group(1), rows.group(2), rows.group(3)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (modules.isEmpty()) {
      throw new IllegalStateException("[%s] has no table of modules".formatted(page));
    }
  }

  Iterable<Module> modules() {
    return modules.values();
  }

  Module of(String folder) {
    Module module = modules.get(folder);
    if (module == null) {
      throw new IllegalStateException(
          "[%s] is not among the modules %s".formatted(folder, modules.keySet()));
    }
    return module;
  }

  /** Folders that a module must not import. */
  Set<String> forbidden(Module module) {
    Set<String> forbidden = new TreeSet<>(modules.keySet());
    forbidden.removeAll(allowed(module));
    forbidden.remove(module.folder());
    return forbidden;
  }

  private Set<String> allowed(Module module) {
    String imports = module.row().split(";", 2)[0];
    Set<String> named = new TreeSet<>();
    for (MatchResult name : NAME.matcher(imports).results().toList()) {
      // Packages and classes have names, too.
      if (modules.containsKey(name.group(1))) {
        named.add(name.group(1));
        if (name.group(2) != null) {
          named.addAll(allowed(of(name.group(1))));
        }
      }
    }
    if (!imports.startsWith(ALL_BUT)) {
      return named;
    }
    return modules.keySet().stream()
        .filter(folder -> !named.contains(folder))
        .collect(Collectors.toSet());
  }
}
