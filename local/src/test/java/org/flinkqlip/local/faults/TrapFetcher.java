// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.fetch.FetchException;
import org.flinkqlip.operators.fetch.FetchFault;

/** Fetches nothing and springs traps. */
final class TrapFetcher implements ContentFetcherFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public ContentFetcher open() {
    return uri -> {
      Trap.of(uri).ifPresent(Trap::spring);
      throw new FetchException(FetchFault.URI_NOT_ALLOWED, "only traps are here");
    };
  }
}
