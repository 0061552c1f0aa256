// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.metrics;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes a {@link LoopbackReporter}; found by Flink as a service. */
public final class LoopbackReporterFactory implements MetricReporterFactory {

  @Override
  public MetricReporter createMetricReporter(Properties settings) {
    String port = settings.getProperty("port", Integer.toString(ReporterSettings.USUAL_PORT));
    return new LoopbackReporter(Integer.parseInt(port));
  }
}
