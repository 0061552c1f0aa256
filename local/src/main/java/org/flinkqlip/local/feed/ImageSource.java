// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import java.io.IOException;
import org.flinkqlip.schemas.wire.RegistryException;

/** An endless sequence of records to send. */
public interface ImageSource {

  /**
   * The record at an index; the same one at each call, so that a feed can be repeated.
   *
   * @param index 0 for the first
   * @throws IOException if the image cannot be read or drawn
   * @throws RegistryException if the wire format needs a schema registry that does not answer
   */
  FeedRecord record(long index) throws IOException, RegistryException;
}
