// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where things are in this repository. */
final class Repository {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  static final Path K8S = ROOT.resolve("k8s");

  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  private Repository() {}

  /** The version that the build gives everything. */
  static String version() {
    Matcher version = VERSION.matcher(read(ROOT.resolve("pom.xml")));
    if (!version.find()) {
      throw new IllegalStateException("pom.xml has no version");
    }
    return version.group(1);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
