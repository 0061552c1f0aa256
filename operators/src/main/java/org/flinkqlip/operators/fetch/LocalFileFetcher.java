// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.flinkqlip.operators.fetch.FetchFault.ACCESS_DENIED;
import static org.flinkqlip.operators.fetch.FetchFault.NOT_FOUND;
import static org.flinkqlip.operators.fetch.FetchFault.UNAVAILABLE;
import static org.flinkqlip.operators.fetch.FetchFault.URI_INVALID;
import static org.flinkqlip.operators.fetch.FetchFault.URI_NOT_ALLOWED;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads regular files under the allowed directories. Symbolic links are followed first, and where
 * they lead must be under an allowed directory as well.
 */
final class LocalFileFetcher implements SchemeFetcher {
  private final List<Path> roots;
  private final long maxBytes;

  LocalFileFetcher(List<Path> roots, long maxBytes) {
    this.roots = roots;
    this.maxBytes = maxBytes;
  }

  @Override
  public byte[] fetch(URI uri, Deadline deadline) throws FetchException {
    String shown = UriText.shown(uri);
    Path path;
    try {
      path = Path.of(uri).normalize();
    } catch (IllegalArgumentException e) {
      throw new FetchException(URI_INVALID, "uri " + shown + ": " + e.getMessage(), e);
    }
    // Before the file system is touched, so that a refusal does not tell what exists.
    if (roots.stream().noneMatch(path::startsWith)) {
      throw notAllowed(shown);
    }
    try {
      Path real = path.toRealPath();
      if (!isUnderRealRoot(real)) {
        throw notAllowed(shown);
      }
      if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
        throw new FetchException(NOT_FOUND, shown + " is not a regular file");
      }
      try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
        return BoundedRead.all(in, maxBytes, shown);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new FetchException(NOT_FOUND, shown + " does not exist", e);
    } catch (AccessDeniedException e) {
      throw new FetchException(
          ACCESS_DENIED, shown + " cannot be read by the task manager's user", e);
    } catch (IOException e) {
      throw new FetchException(UNAVAILABLE, shown + " cannot be read: " + e.getMessage(), e);
    }
  }

  private boolean isUnderRealRoot(Path real) throws IOException {
    for (Path root : roots) {
      if (Files.exists(root) && real.startsWith(root.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private static FetchException notAllowed(String shown) {
    return new FetchException(
        URI_NOT_ALLOWED, "uri " + shown + " is under no directory of fetch.allowed-paths");
  }
}
