// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends what Flink and Kafka log to a file, and only what the user must know to the console. */
public final class EmbeddedLogging {
  private static final String FILE_PROPERTY = "flinkqlip.log";

  private EmbeddedLogging() {}

  /** Takes effect for everything that is logged from now on. */
  public static void to(Path file) {
    System.setProperty(FILE_PROPERTY, file.toString());
    try {
      URI configuration = EmbeddedLogging.class.getResource("log4j2.xml").toURI();
      Configurator.reconfigure(configuration);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the URI of a resource is valid", e);
    }
  }
}
