// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;

/** Flink's options, as its {@code *Options} classes on the class path declare them. */
final class FlinkKeys {
  private static final Pattern OPTIONS =
      Pattern.compile("org/apache/flink/.*Options(Internal)?\\.class");

  private final Set<String> keys = new TreeSet<>();
  private final Map<String, String> notAnyMore = new TreeMap<>();

  private FlinkKeys() {}

  static FlinkKeys ofClassPath() {
    FlinkKeys known = new FlinkKeys();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (Files.isRegularFile(jar) && jar.getFileName().toString().startsWith("flink-")) {
        known.addClassesOf(jar);
      }
    }
    return known;
  }

  /** Keys of options that are not deprecated. */
  Set<String> keys() {
    return keys;
  }

  /** Why a key is not one; empty if it is. */
  String problem(String key) {
    return keys.contains(key) ? "" : notAnyMore.getOrDefault(key, "is no option of Flink");
  }

  private void addClassesOf(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (OPTIONS.matcher(entry.getName()).matches() && !entry.getName().contains("/shaded/")) {
          addOptionsOf(entry.getName().replace('/', '.').replace(".class", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addOptionsOf(String name) {
    try {
      for (Field field : Class.forName(name).getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          field.setAccessible(true);
          add((ConfigOption<?>) field.get(null), field.isAnnotationPresent(Deprecated.class));
        }
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      // Options of what is not on this class path.
    }
  }

  private void add(ConfigOption<?> option, boolean isDeprecated) {
    if (option == null) {
      return;
    }
    if (isDeprecated) {
      notAnyMore.put(option.key(), "is deprecated in Flink");
    } else {
      keys.add(option.key());
    }
    for (FallbackKey old : option.fallbackKeys()) {
      notAnyMore.putIfAbsent(old.getKey(), "is an old name of " + option.key());
    }
  }
}
