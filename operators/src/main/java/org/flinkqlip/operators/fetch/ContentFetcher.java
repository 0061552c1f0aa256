// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.io.IOException;

/**
 * Fetches the bytes behind a uri. Used by several threads at once; bounded in bytes and in time by
 * its own limits, retries included. An interrupt ends a fetch early.
 */
public interface ContentFetcher extends AutoCloseable {

  /**
   * All bytes at {@code uri}.
   *
   * @throws FetchException if they cannot be had, which makes the record a dead letter
   * @throws InterruptedException if the calling thread was interrupted while it waited
   */
  byte[] fetch(String uri) throws FetchException, InterruptedException;

  /** Ends open connections. */
  @Override
  default void close() throws IOException {}
}
