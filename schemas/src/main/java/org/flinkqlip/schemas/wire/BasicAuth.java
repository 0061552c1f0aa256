// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * User and password for HTTP basic authentication, sent with every request. Never printed.
 *
 * @param user the user, or an API key; without a colon
 * @param password the password, or an API secret
 */
public record BasicAuth(String user, String password) implements Serializable {

  /** Checks that the header can be made. */
  public BasicAuth {
    Objects.requireNonNull(user, "user is null");
    Objects.requireNonNull(password, "password is null");
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "the schema registry's user holds a colon, which basic authentication cannot carry");
    }
  }

  String header() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "BasicAuth[******]";
  }
}
