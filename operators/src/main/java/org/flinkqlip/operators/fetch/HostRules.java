// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * A list of hosts: {@code name}, {@code name:port} or {@code *.domain}, which covers the domain's
 * subdomains and not the domain itself. Without a port, an entry covers only the scheme's own.
 */
final class HostRules {
  private final List<Rule> rules;

  private HostRules(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Reads the entries.
   *
   * @throws IllegalArgumentException if one of them is no host, naming it
   */
  static HostRules parse(List<String> entries) {
    return new HostRules(entries.stream().map(Rule::parse).toList());
  }

  /** Whether an entry covers the host and port of an http or https uri. */
  boolean cover(URI uri) {
    String host = normalize(uri.getHost());
    int own = defaultPort(uri.getScheme());
    int port = uri.getPort() < 0 ? own : uri.getPort();
    return rules.stream().anyMatch(rule -> rule.covers(host, port, own));
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static String normalize(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private record Rule(String host, boolean subdomains, int port) {

    static Rule parse(String entry) {
      boolean subdomains = entry.startsWith("*.");
      URI uri;
      try {
        uri = URI.create("http://" + (subdomains ? entry.substring(2) : entry));
      } catch (IllegalArgumentException e) {
        throw invalid(entry);
      }
      boolean bare =
          uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (!bare) {
        throw invalid(entry);
      }
      return new Rule(normalize(uri.getHost()), subdomains, uri.getPort());
    }

    boolean covers(String candidate, int candidatePort, int schemePort) {
      boolean named = subdomains ? candidate.endsWith("." + host) : candidate.equals(host);
      return named && candidatePort == (port < 0 ? schemePort : port);
    }

    private static IllegalArgumentException invalid(String entry) {
      return new IllegalArgumentException(
          "'" + entry + "' is no host: write name, name:port or *.domain");
    }
  }
}
