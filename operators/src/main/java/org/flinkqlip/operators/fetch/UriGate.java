// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.flinkqlip.operators.fetch.FetchFault.URI_INVALID;
import static org.flinkqlip.operators.fetch.FetchFault.URI_NOT_ALLOWED;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Decides from a uri's text alone whether it may be fetched. */
final class UriGate {
  private static final int LONGEST = 4096;

  private final List<String> schemes;
  private final HostRules hosts;
  private final PathRules paths;

  UriGate(FetchPolicy policy) {
    schemes = policy.allowedSchemes();
    hosts = HostRules.parse(policy.allowedHosts());
    paths = PathRules.parse(policy.allowedPaths());
  }

  /** The uri with its scheme in lower case. */
  URI admit(String text) throws FetchException {
    if (text.length() > LONGEST) {
      throw new FetchException(
          URI_INVALID, "uri of " + text.length() + " characters exceeds " + LONGEST);
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new FetchException(
          URI_INVALID, "uri cannot be read: " + e.getReason() + " at index " + e.getIndex());
    }
    return admit(uri);
  }

  URI admit(URI given) throws FetchException {
    String shown = UriText.shown(given);
    if (given.getScheme() == null || given.isOpaque()) {
      throw new FetchException(URI_INVALID, "uri " + shown + " has no scheme and path");
    }
    String scheme = given.getScheme().toLowerCase(Locale.ROOT);
    if (!schemes.contains(scheme)) {
      throw new FetchException(
          URI_NOT_ALLOWED,
          "uri " + shown + ": scheme " + scheme + " is not in fetch.allowed-schemes");
    }
    if (given.getRawAuthority() != null && given.getRawAuthority().contains("@")) {
      throw new FetchException(
          URI_NOT_ALLOWED,
          "uri " + shown + " holds user info: give the job its credentials instead");
    }
    URI uri = withScheme(given, scheme);
    if (isHttp(uri)) {
      admitHttp(uri, shown);
    } else {
      admitPath(uri, shown);
    }
    return uri;
  }

  static boolean isHttp(URI uri) {
    return uri.getScheme().equals("http") || uri.getScheme().equals("https");
  }

  private void admitHttp(URI uri, String shown) throws FetchException {
    if (uri.getHost() == null) {
      throw new FetchException(URI_INVALID, "uri " + shown + " has no valid host");
    }
    if (!hosts.cover(uri)) {
      throw new FetchException(
          URI_NOT_ALLOWED, "uri " + shown + ": its host and port are not in fetch.allowed-hosts");
    }
  }

  private void admitPath(URI uri, String shown) throws FetchException {
    String path = uri.getPath();
    boolean climbs = Arrays.stream(path.split("/")).anyMatch(part -> part.equals(".."));
    if (climbs || path.indexOf('\0') >= 0 || path.indexOf('\\') >= 0) {
      throw new FetchException(
          URI_INVALID, "uri " + shown + " must not hold '..', NUL or a backslash in its path");
    }
    // The local file system is judged by its own fetcher, which follows symbolic links first.
    if (!uri.getScheme().equals("file") && !paths.coverRemote(uri)) {
      throw new FetchException(
          URI_NOT_ALLOWED, "uri " + shown + " is under no directory of fetch.allowed-paths");
    }
  }

  private static URI withScheme(URI uri, String scheme) {
    String text = uri.toString();
    return URI.create(scheme + text.substring(scheme.length()));
  }
}
