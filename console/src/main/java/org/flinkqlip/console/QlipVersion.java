package org.flinkqlip.console;

import org.flinkqlip.model.export.BundleExporter;
import picocli.CommandLine.IVersionProvider;

/** What {@code qlip --version} prints. */
public final class QlipVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = QlipVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "qlip %s (bundles of exporter %s)"
          .formatted(version == null ? "development" : version, BundleExporter.VERSION),
      "Java ${java.version}, ${os.name} ${os.arch}"
    };
  }
}
