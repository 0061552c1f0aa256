// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.net.URI;

/** One attempt at a uri that the gate has admitted. */
interface SchemeFetcher {

  byte[] fetch(URI uri, Deadline deadline) throws FetchException, InterruptedException;
}
