// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.runtime.bundle.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of precisions as manifests write them, for the help and completion. */
final class PrecisionNames extends ArrayList<String> {
  private static final long serialVersionUID = 1L;

  PrecisionNames() {
    super(List.of(Precision.values()).stream().map(Precision::toString).toList());
  }

  /** Reads such a name. */
  static final class Converter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String value) {
      for (Precision precision : Precision.values()) {
        if (precision.toString().equalsIgnoreCase(value)) {
          return precision;
        }
      }
      throw new TypeConversionException(
          "'%s' is none of %s".formatted(value, new PrecisionNames()));
    }
  }
}
