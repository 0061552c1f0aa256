// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static java.util.Objects.requireNonNull;

/**
 * Something that is not used.
 *
 * @param name of the tar and, where known, the sample: "00003.tar/000031234"
 * @param message what exactly is wrong
 */
public record SkippedSample(String name, SkipReason reason, String message) {
  public SkippedSample {
    requireNonNull(name, "name is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(message, "message is null");
  }

  @Override
  public String toString() {
    return "%s: %s (%s)".formatted(name, message, reason);
  }
}
