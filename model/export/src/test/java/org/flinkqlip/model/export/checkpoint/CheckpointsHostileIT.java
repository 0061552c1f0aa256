// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The long form of {@link HostileCheckpointTest}, for {@code mvn verify -Phostile}. */
class CheckpointsHostileIT extends HostileCheckpointTest {

  @Override
  @Test
  void mutantsOpenOrAreRefused() throws IOException {
    int mutants = Integer.getInteger("hostile.checkpoints", 20_000);
    System.out.printf("checkpoints: %d tried, %d refused%n", mutants, fuzz(mutants, 6));
  }
}
