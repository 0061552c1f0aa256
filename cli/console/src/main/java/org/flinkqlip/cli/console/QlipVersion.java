// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.console;

import picocli.CommandLine.IVersionProvider;

/** What {@code qlip --version} prints. */
public abstract class QlipVersion implements IVersionProvider {
  private final String exporter;

  /**
   * A version.
   *
   * @param exporter the version of the exporter that comes along
   */
  protected QlipVersion(String exporter) {
    this.exporter = exporter;
  }

  @Override
  public String[] getVersion() {
    String version = QlipVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "qlip %s (bundles of exporter %s)"
          .formatted(version == null ? "development" : version, exporter),
      "Java ${java.version}, ${os.name} ${os.arch}"
    };
  }
}
