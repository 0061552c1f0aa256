// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import java.io.IOException;

/** A configuration that cannot be used; the message names the file, the key and the fault. */
public final class ConfigException extends IOException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
