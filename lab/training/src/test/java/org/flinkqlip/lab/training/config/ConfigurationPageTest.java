// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

  @Test
  void everyKeyIsOnThePage() throws IOException {
    String page = Files.readString(Path.of("../../docs/reference/training-configuration.md"));
    Set<String> keys = new TreeSet<>();
    collect(TrainingConfig.class, keys);
    assertThat(keys).hasSizeGreaterThan(40);
    // A key may stand at the end of its path.
    assertThat(keys)
        .allSatisfy(key -> assertThat(page).containsPattern("`([a-z0-9.-]+\\.)?" + key + "`"));
  }

  private static void collect(Class<?> type, Set<String> keys) {
    for (RecordComponent component : type.getRecordComponents()) {
      keys.add(KebabCaseStrategy.INSTANCE.translate(component.getName()));
      if (component.getType().isRecord()) {
        collect(component.getType(), keys);
      }
    }
  }
}
