// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training;

import ai.djl.ndarray.NDManager;
import org.flinkqlip.lab.training.network.TorchEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a manager of its own for each method. */
public abstract class TorchTest {
  protected NDManager manager;

  @BeforeEach
  protected final void openManager() {
    manager = TorchEngine.manager(1);
  }

  @AfterEach
  protected final void closeManager() {
    manager.close();
  }
}
