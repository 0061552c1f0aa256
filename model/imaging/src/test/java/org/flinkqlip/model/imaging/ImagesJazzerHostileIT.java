// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.util.List;
import org.flinkqlip.model.imaging.fuzzing.Jazzer;
import org.junit.jupiter.api.Test;

/** Coverage-guided beside the mutants of {@link ImagesHostileIT}. */
class ImagesJazzerHostileIT {
  @Test
  void whateverTheBytesAreTheyEndAsPixelsOrAsARejection() throws Exception {
    List<byte[]> seeds = new MutatedImages(0).seeds();

    System.out.println(Jazzer.fuzz(ImageFuzzTarget.class, "org.flinkqlip.model.imaging.**", seeds));
  }
}
