package org.flinkqlip.operators.device;

import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.onnx.Provider;
import org.flinkqlip.operators.sharing.SharedDevice;

/** A graph of a verified bundle in ONNX Runtime. */
public interface ModelDevice extends SharedDevice.Device {

  /** The bundle. */
  ModelBundle bundle();

  /** The provider in use. */
  Provider provider();
}
