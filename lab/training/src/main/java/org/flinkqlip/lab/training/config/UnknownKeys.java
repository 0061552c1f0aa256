// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks for keys that no record has, before any value is looked at: so that a misspelt key is
 * reported as that, and not as the one that it should have been.
 */
final class UnknownKeys {
  private UnknownKeys() {}

  /**
   * Checks an object and those in it.
   *
   * @param type record that the object becomes
   * @param prefix path of the object, with a dot at its end unless it is empty
   * @throws IllegalArgumentException if there is an unknown key; names it and the known ones
   */
  static void refuse(JsonNode object, Class<?> type, String prefix) {
    SortedMap<String, Class<?>> known = new TreeMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      known.put(
          PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(component.getName()),
          component.getType());
    }
    for (Iterator<String> keys = object.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.containsKey(key)) {
        throw new IllegalArgumentException(
            "unknown key %s%s; the keys there are %s"
                .formatted(prefix, key, String.join(", ", known.keySet())));
      }
      if (known.get(key).isRecord() && object.get(key).isObject()) {
        refuse(object.get(key), known.get(key), prefix + key + ".");
      }
    }
  }
}
