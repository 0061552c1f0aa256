// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;

/** A graph of a verified bundle in ONNX Runtime. */
@SuppressWarnings("try") // an interrupt may end the wait for a close
public interface ModelDevice extends AutoCloseable {

  /** The bundle. */
  ModelBundle bundle();

  /** The provider in use. */
  Provider provider();

  /**
   * Runs a batch of zeros and drops the results; called once, on the device's thread.
   *
   * @param batch records of a full batch
   * @throws InferenceException if the device does not take it
   */
  void warmUp(int batch) throws InferenceException;

  /** Makes a call that runs, and every later one, fail soon; any thread may call it. */
  void terminate();
}
