// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

/**
 * Why content could not be fetched. Each constant says who is at fault and whether a retry helps.
 */
public enum FetchFault {
  /** The text is no uri; the producer is at fault. */
  URI_INVALID,
  /** The scheme, host or address is not on the allow-list; the producer or the configuration. */
  URI_NOT_ALLOWED,
  /** There is nothing at the uri (any more). */
  NOT_FOUND,
  /** The job's credentials may not read it. */
  ACCESS_DENIED,
  /** More bytes than the limit. */
  TOO_LARGE,
  /** The server did not answer in time, retries included. */
  TIMEOUT,
  /** The server failed or could not be reached, retries included. */
  UNAVAILABLE
}
