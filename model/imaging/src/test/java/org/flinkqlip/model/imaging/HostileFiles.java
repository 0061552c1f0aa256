// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.util.List;
import java.util.stream.Stream;

/** The corpus of files made to do harm, at the default {@link ImageLimits}. */
final class HostileFiles {

  private HostileFiles() {}

  /** All of them, the small and quick ones first. */
  static List<HostileFile> all() {
    return Stream.of(
            Impostors.files(),
            HostilePngs.files(),
            HostileGifs.files(),
            HostileBmps.files(),
            HostileTiffs.files(),
            HostileJpegs.files(),
            HostileWebps.files())
        .flatMap(List::stream)
        .toList();
  }
}
