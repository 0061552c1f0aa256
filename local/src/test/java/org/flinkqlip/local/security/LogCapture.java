// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Keeps everything that this JVM logs, stack traces included, from its creation to its close. */
public final class LogCapture implements AutoCloseable {
  private static final PatternLayout LAYOUT =
      PatternLayout.newBuilder().withPattern("%p %c %m%n%throwable").build();

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final Keeper keeper = new Keeper();

  /** Loggers of Kafka get {@code kafka}, those of Flink INFO, those of this project TRACE. */
  public LogCapture(Level kafka) {
    keeper.start();
    capture("org.apache.kafka", kafka);
    capture("org.apache.flink", Level.INFO);
    capture("org.flinkqlip", Level.TRACE);
    context.updateLoggers();
  }

  private void capture(String logger, Level level) {
    LoggerConfig here = new LoggerConfig(logger, level, false);
    here.addAppender(keeper, null, null);
    context.getConfiguration().removeLogger(logger);
    context.getConfiguration().addLogger(logger, here);
  }

  /** All that was logged. */
  public String text() {
    return String.join("", lines);
  }

  @Override
  public void close() {
    context.reconfigure();
  }

  private final class Keeper extends AbstractAppender {
    Keeper() {
      super("keeper", null, LAYOUT, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(new String(LAYOUT.toByteArray(event), UTF_8));
    }
  }
}
