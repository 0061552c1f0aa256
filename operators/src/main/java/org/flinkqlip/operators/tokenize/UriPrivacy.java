// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.net.URI;
import java.net.URISyntaxException;

/** Uris without their user info, which may hold a password. */
final class UriPrivacy {
  private static final String AUTHORITY = "://";

  private UriPrivacy() {}

  /**
   * The text without user info. Where the text is no proper uri, everything up to the last at sign
   * goes, since a password may hold any character there.
   */
  static String withoutUserInfo(String text) {
    int authority = text.indexOf(AUTHORITY);
    if (authority < 0) {
      return text;
    }
    int start = authority + AUTHORITY.length();
    int at = text.substring(0, end(text, start)).lastIndexOf('@');
    return at < start ? text : text.substring(0, start) + text.substring(at + 1);
  }

  private static int end(String text, int start) {
    try {
      URI uri = new URI(text).parseServerAuthority();
      return start + (uri.getRawAuthority() == null ? 0 : uri.getRawAuthority().length());
    } catch (URISyntaxException e) {
      return text.length();
    }
  }
}
