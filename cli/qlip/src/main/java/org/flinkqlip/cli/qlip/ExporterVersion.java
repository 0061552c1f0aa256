// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import org.flinkqlip.cli.console.QlipVersion;
import org.flinkqlip.model.export.BundleExporter;

/** The version of this program and of its exporter. */
public final class ExporterVersion extends QlipVersion {
  /** As picocli makes it. */
  public ExporterVersion() {
    super(BundleExporter.VERSION);
  }
}
