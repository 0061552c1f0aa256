// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A list of directories, in the local file system or in one that Flink serves. */
final class PathRules {
  private final List<Path> localRoots;
  private final List<URI> remoteRoots;

  private PathRules(List<Path> localRoots, List<URI> remoteRoots) {
    this.localRoots = localRoots;
    this.remoteRoots = remoteRoots;
  }

  /**
   * Reads the entries: {@code file:///data/images}, {@code /data/images} or {@code
   * s3://bucket/prefix}.
   *
   * @throws IllegalArgumentException if one of them is no absolute directory, naming it
   */
  static PathRules parse(List<String> entries) {
    List<Path> local = new ArrayList<>();
    List<URI> remote = new ArrayList<>();
    for (String entry : entries) {
      try {
        if (entry.startsWith("/")) {
          local.add(Path.of(entry).normalize());
        } else {
          URI uri = URI.create(entry);
          if (!uri.isAbsolute() || uri.isOpaque()) {
            throw new IllegalArgumentException("not absolute");
          }
          if (uri.getScheme().equalsIgnoreCase("file")) {
            local.add(Path.of(uri).normalize());
          } else {
            remote.add(uri);
          }
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'" + entry + "' is no directory: write file:///data/images or s3://bucket/prefix", e);
      }
    }
    return new PathRules(List.copyOf(local), List.copyOf(remote));
  }

  /** The allowed directories of the local file system. */
  List<Path> localRoots() {
    return localRoots;
  }

  /** Whether one of the remote directories is the uri's or above it. */
  boolean coverRemote(URI uri) {
    return remoteRoots.stream()
        .anyMatch(
            root ->
                root.getScheme().toLowerCase(Locale.ROOT).equals(uri.getScheme())
                    && Objects.equals(root.getAuthority(), uri.getAuthority())
                    && isUnder(root.getPath(), uri.getPath()));
  }

  private static boolean isUnder(String root, String path) {
    return path.startsWith(root.endsWith("/") ? root : root + "/");
  }
}
