package org.flinkqlip.cli.qlip;

import org.flinkqlip.jobs.config.HelpText;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Adds every option of a job to its command, so that help and completion list them. */
abstract class CatalogOptions implements IModelTransformer {
  private final OptionCatalog catalog;

  CatalogOptions(OptionCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public final CommandSpec transform(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("--config")
            .type(String.class)
            .paramLabel("FILE")
            .description("Options file (.yaml, .yml or .properties); the command line is stronger.")
            .build());
    for (OptionGroup group : catalog.groups()) {
      ArgGroupSpec.Builder section =
          ArgGroupSpec.builder().heading("%n" + group.title() + ":%n").validate(false);
      group.options().forEach(option -> section.addArg(spec(option)));
      command.addArgGroup(section.build());
    }
    return command;
  }

  private static OptionSpec spec(Option<?> option) {
    OptionSpec.Builder builder =
        OptionSpec.builder("--" + option.key())
            .type(String.class)
            .paramLabel("<" + option.type().replaceAll(",.*", "") + ">")
            .description(HelpText.describe(option).replace("%", "%%"));
    if (option.isFlag()) {
      builder.arity("0..1").fallbackValue("true");
    }
    return builder.build();
  }
}
