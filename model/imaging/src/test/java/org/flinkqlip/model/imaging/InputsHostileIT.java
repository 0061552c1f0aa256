// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import org.junit.jupiter.api.Test;

/** The long form of {@link HostileInputTest}, for {@code mvn verify -Phostile}. */
class InputsHostileIT extends HostileInputTest {

  @Override
  @Test
  void truncatedGoldenImagesAreRejectedOrComplete() {
    cutEvery(64);
  }

  @Override
  @Test
  void mutatedImagesAreRejectedOrDecoded() {
    fuzz(5_000);
  }
}
