package org.flinkqlip.local.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends what Flink and Kafka log to a file, and only what the user must know to the console. */
final class DemoLogging {
  private static final String FILE_PROPERTY = "flinkqlip.demo.log";

  private DemoLogging() {}

  static void to(Path file) {
    System.setProperty(FILE_PROPERTY, file.toString());
    try {
      URI configuration = DemoLogging.class.getResource("log4j2.xml").toURI();
      Configurator.reconfigure(configuration);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the URI of a resource is valid", e);
    }
  }
}
