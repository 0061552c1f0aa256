package org.flinkqlip.jobs.cli;

import org.flinkqlip.jobs.config.HelpText;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Adds every option of the job to its command, so that help and completion list them. */
final class CatalogOptions implements IModelTransformer {

  @Override
  public CommandSpec transform(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("--config")
            .type(String.class)
            .paramLabel("FILE")
            .description("Options file (.yaml, .yml or .properties); the command line is stronger.")
            .build());
    for (OptionGroup group : TokenizeImagesOptions.CATALOG.groups()) {
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
