package org.flinkqlip.lab.training.cli;

import org.flinkqlip.cli.console.QlipVersion;
import org.flinkqlip.model.export.BundleExporter;

/** The version of this program and of its exporter. */
final class ExporterVersion extends QlipVersion {
  ExporterVersion() {
    super(BundleExporter.VERSION);
  }
}
