package org.flinkqlip.cli.qlip;

import java.util.List;
import org.flinkqlip.model.export.checkpoint.PublishedModel;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the names that the model's authors use, such as qlip-b-16-256. */
final class PublishedModelConverter implements ITypeConverter<PublishedModel> {

  @Override
  public PublishedModel convert(String value) {
    for (PublishedModel model : PublishedModel.values()) {
      if (model.toString().equalsIgnoreCase(value)) {
        return model;
      }
    }
    throw new TypeConversionException(
        "'%s' is none of %s".formatted(value, List.of(PublishedModel.values())));
  }
}
