// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * NullAway takes picocli's word for the fields of options, and so overlooks those it leaves null.
 */
class AbsentOptionsTest {
  @Test
  void anOptionThatMayBeAbsentIsNullable() {
    List<Field> absent =
        Stream.concat(commands(TrainingMain.commandLine()), Stream.of(TrainingMain.commandLine()))
            .flatMap(command -> command.getCommandSpec().args().stream())
            .filter(AbsentOptionsTest::mayBeAbsent)
            .map(argument -> (Field) argument.userObject())
            .filter(field -> field.getDeclaringClass().getName().startsWith("org.flinkqlip."))
            .toList();
    assertThat(absent).isNotEmpty();
    assertThat(absent)
        .allMatch(field -> field.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }

  private static Stream<CommandLine> commands(CommandLine of) {
    return of.getSubcommands().values().stream();
  }

  private static boolean mayBeAbsent(ArgSpec argument) {
    return argument.userObject() instanceof Field field
        && !field.getType().isPrimitive()
        && !argument.required()
        && argument.defaultValue() == null
        && argument.initialValue() == null;
  }
}
