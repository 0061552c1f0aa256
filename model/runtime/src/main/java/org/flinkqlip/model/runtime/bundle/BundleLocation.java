// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a bundle is, as users write it: a directory, or the uri of one. */
public final class BundleLocation {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private BundleLocation() {}

  /**
   * The directory of this machine that is meant; empty if it is in another file system.
   *
   * @throws IllegalArgumentException if it is neither a path nor a uri
   */
  public static Optional<Path> local(String location) {
    if (location.startsWith("file:")) {
      return Optional.of(Path.of(URI.create(location)));
    }
    return SCHEME.matcher(location).matches() ? Optional.empty() : Optional.of(Path.of(location));
  }
}
