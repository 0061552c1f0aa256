// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.io.Serializable;

/** Opens a fetcher where the job runs. */
@FunctionalInterface
public interface ContentFetcherFactory extends Serializable {

  /**
   * A fetcher of the caller's own.
   *
   * @throws Exception if it cannot be had; the job fails at start
   */
  ContentFetcher open() throws Exception;

  /** Refuses every uri. */
  static ContentFetcherFactory none() {
    return () ->
        uri -> {
          throw new FetchException(
              FetchFault.URI_NOT_ALLOWED,
              "this job fetches nothing: send the image inline, or allow its host or directory");
        };
  }
}
