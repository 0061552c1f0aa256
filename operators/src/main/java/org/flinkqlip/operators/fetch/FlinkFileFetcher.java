// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.flinkqlip.operators.fetch.FetchFault.ACCESS_DENIED;
import static org.flinkqlip.operators.fetch.FetchFault.NOT_FOUND;
import static org.flinkqlip.operators.fetch.FetchFault.TIMEOUT;
import static org.flinkqlip.operators.fetch.FetchFault.UNAVAILABLE;
import static org.flinkqlip.operators.fetch.FetchFault.URI_NOT_ALLOWED;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.jspecify.annotations.Nullable;

/** Reads objects of any file system that Flink serves, such as s3. */
final class FlinkFileFetcher implements SchemeFetcher {
  private final long maxBytes;
  private final TimeLimit timeLimit;

  FlinkFileFetcher(long maxBytes, TimeLimit timeLimit) {
    this.maxBytes = maxBytes;
    this.timeLimit = timeLimit;
  }

  @Override
  public byte[] fetch(URI uri, Deadline deadline) throws FetchException, InterruptedException {
    String shown = UriText.shown(uri);
    Duration limit = deadline.left();
    try {
      return timeLimit.call(() -> read(uri, shown), limit);
    } catch (TimeoutException e) {
      throw new FetchException(TIMEOUT, shown + " was not read within fetch.timeout", e);
    } catch (ExecutionException e) {
      throw failure(shown, e.getCause());
    }
  }

  private byte[] read(URI uri, String shown) throws IOException, FetchException {
    FileSystem fileSystem = FileSystem.get(uri);
    try (InputStream in = fileSystem.open(new Path(uri))) {
      return BoundedRead.all(in, maxBytes, shown);
    }
  }

  private static FetchException failure(String shown, @Nullable Throwable cause) {
    if (cause instanceof FetchException fetchException) {
      return fetchException;
    }
    if (cause instanceof UnsupportedFileSystemSchemeException) {
      return new FetchException(
          URI_NOT_ALLOWED,
          "uri " + shown + ": Flink serves no such file system; put its plugin under plugins/",
          cause);
    }
    if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
      return new FetchException(NOT_FOUND, shown + " does not exist", cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new FetchException(
          ACCESS_DENIED, shown + " cannot be read with the job's credentials", cause);
    }
    return new FetchException(UNAVAILABLE, shown + " cannot be read: " + cause, cause);
  }
}
