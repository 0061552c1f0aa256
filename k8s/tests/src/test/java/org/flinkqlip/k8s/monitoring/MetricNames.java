// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics that a PromQL query names. */
final class MetricNames {
  /** One in a selector: {@code __name__=~"prefix_(a|b)"}. */
  private static final Pattern ALTERNATIVES =
      Pattern.compile("__name__=~\"(\\w+)\\(([\\w|]+)\\)\"");

  private static final Pattern LABELS_AND_RANGES =
      Pattern.compile("\\{[^}]*}|\\[[^\\]]*]|\"[^\"]*\"");
  private static final Pattern GROUPINGS =
      Pattern.compile("\\b(by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern IDENTIFIER =
      Pattern.compile("(?<![\\w.:])([A-Za-z_:][\\w:]*)(?!\\s*\\(|[\\w:])");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "on", "without", "ignoring");

  private MetricNames() {}

  static Set<String> of(String query) {
    Set<String> names = new TreeSet<>();
    Matcher alternatives = ALTERNATIVES.matcher(query);
    while (alternatives.find()) {
      String prefix = alternatives.group(1);
      Arrays.stream(alternatives.group(2).split("\\|")).map(prefix::concat).forEach(names::add);
    }
    String bare = query;
    for (Pattern pattern : new Pattern[] {LABELS_AND_RANGES, GROUPINGS}) {
      bare = pattern.matcher(bare).replaceAll(" ");
    }
    Matcher identifier = IDENTIFIER.matcher(bare);
    Set<String> found = new LinkedHashSet<>();
    while (identifier.find()) {
      found.add(identifier.group(1));
    }
    found.removeAll(WORDS);
    names.addAll(found);
    return names;
  }
}
