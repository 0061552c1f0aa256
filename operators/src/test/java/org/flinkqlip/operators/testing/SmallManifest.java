// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.testing;

import java.util.Collections;
import java.util.Map;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.runtime.bundle.Preprocessing;
import org.flinkqlip.model.runtime.bundle.TextTower;

/** What a bundle says of itself that nobody loads: four codes of 28 bits. */
public final class SmallManifest {
  private SmallManifest() {}

  /** The manifest. */
  public static ModelManifest withFeatures() {
    return new ModelManifest(
        ModelManifest.FORMAT_VERSION,
        "m",
        true,
        32,
        16,
        2,
        2,
        28,
        14,
        2,
        100,
        new TextTower(8, 514, 512, 513, 14.0),
        false,
        Precision.FLOAT32,
        new Preprocessing(
            "bicubic",
            "center",
            1.0 / 255,
            Collections.nCopies(3, 0.5),
            Collections.nCopies(3, 0.5)),
        "0.1.0",
        Map.of());
  }
}
