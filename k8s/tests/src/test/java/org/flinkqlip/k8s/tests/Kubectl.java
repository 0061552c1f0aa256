// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kubectl on the PATH, if it knows kustomize's components. */
final class Kubectl {
  private static final Pattern VERSION =
      Pattern.compile("\"gitVersion\": *\"v(\\d+)\\.(\\d+)[^\"]*\"");
  private static final int OLDEST_MINOR = 27;

  /** Set by the profile "manifests": what is missing is then an error. */
  private static final boolean REQUIRED = Boolean.getBoolean("qlip.kubectl.required");

  private static final Optional<Kubectl> FOUND = search();

  private final Path program;

  private Kubectl(Path program) {
    this.program = program;
  }

  /** kubectl, if there is one that is new enough. */
  static Optional<Kubectl> find() {
    if (REQUIRED && FOUND.isEmpty()) {
      throw new IllegalStateException(
          "no kubectl 1.%d or later on the PATH: install it, or leave -Pmanifests out"
              .formatted(OLDEST_MINOR));
    }
    return FOUND;
  }

  private static Optional<Kubectl> search() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Kubectl::new)
        .filter(Kubectl::isNewEnough);
  }

  private boolean isNewEnough() {
    Matcher version =
        VERSION.matcher(
            Program.run(program.toString(), "version", "--client", "-o", "json").text());
    return version.find()
        && (Integer.parseInt(version.group(1)) > 1
            || Integer.parseInt(version.group(2)) >= OLDEST_MINOR);
  }

  /** What {@code kubectl kustomize} makes of a folder. */
  String kustomize(Path folder) {
    return run("kustomize", folder.toString()).orThrow();
  }

  Program.Result run(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = program.toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Program.run(command);
  }
}
