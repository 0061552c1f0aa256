// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Words to replace are those that an overlay's README lists, and no others. */
final class ReadmeCheck implements Check {
  private static final Pattern PLACEHOLDER = Pattern.compile("replace-me-[a-z]+(-[a-z]+)*");

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Rendered rendered : manifests.rendered()) {
      if (!Manifests.OVERLAYS.contains(rendered.name())) {
        continue;
      }
      Path readme = manifests.folder().resolve("overlays/%s/README.md".formatted(rendered));
      Set<String> listed = placeholders(Repository.read(readme));
      Set<String> used = new TreeSet<>();
      for (JsonNode object : rendered.objects()) {
        used.addAll(placeholders(Yaml.write(object)));
        if (object.path("kind").asText().equals("Secret")) {
          object
              .path("data")
              .fieldNames()
              .forEachRemaining(
                  key ->
                      OptionsSecret.text(object, key)
                          .ifPresent(text -> used.addAll(placeholders(text))));
        }
      }
      if (!listed.equals(used)) {
        problems.add("[%s] README lists %s, the objects hold %s".formatted(rendered, listed, used));
      }
    }
    return problems;
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group()));
    return found;
  }
}
