// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static java.util.Objects.requireNonNull;

/**
 * A prefix under which any key is handed on to another system, unchecked and without the prefix.
 *
 * @param prefix the prefix, ending in a dot
 * @param description where the keys go, for people
 */
public record PassThrough(String prefix, String description) {

  public PassThrough {
    requireNonNull(description, "description is null");
    if (!prefix.endsWith(".")) {
      throw new IllegalArgumentException("prefix must end in a dot: " + prefix);
    }
  }

  /** Whether {@code key} is under the prefix. */
  public boolean covers(String key) {
    return key.startsWith(prefix) && key.length() > prefix.length();
  }
}
