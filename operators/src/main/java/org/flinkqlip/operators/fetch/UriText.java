// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.net.URI;

/** A uri as it may be shown: without user info, query and fragment, any of which may hold a key. */
final class UriText {
  private static final int LONGEST = 256;

  private UriText() {}

  static String shown(URI uri) {
    if (uri.isOpaque()) {
      return uri.getScheme() + ":...";
    }
    StringBuilder text = new StringBuilder();
    if (uri.getScheme() != null) {
      text.append(uri.getScheme()).append(':');
    }
    if (uri.getRawAuthority() != null) {
      String authority = uri.getRawAuthority();
      text.append("//").append(authority.substring(authority.lastIndexOf('@') + 1));
    }
    text.append(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      text.append("?...");
    }
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "...";
  }
}
