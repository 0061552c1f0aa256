// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hides what must not reach a log. */
public final class Secrets {
  static final String MASK = "******";

  private static final List<String> SECRET_WORDS =
      List.of(
          "password",
          "passphrase",
          "secret",
          "token",
          "credential",
          "jaas.config",
          "keystore.key",
          "api-key",
          "apikey",
          "account.key",
          "access-key",
          "access.key",
          "accesskey",
          "user.info",
          "http-headers");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  private Secrets() {}

  /**
   * {@code value} as it may be shown: wholly masked if the key tells of a secret, else without the
   * user info of the URLs in it.
   */
  public static String mask(String key, String value) {
    String lower = key.toLowerCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(lower::contains)
        ? MASK
        : USER_INFO.matcher(value).replaceAll(MASK);
  }
}
