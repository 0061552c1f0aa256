// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;

/**
 * A key store or trust store, PKCS12 or JKS by its content.
 *
 * @param path the file, on every machine that opens the wire format
 * @param password of the store and of its keys; never printed
 */
public record KeyStoreFile(String path, String password) implements Serializable {

  /** Checks that both are there. */
  public KeyStoreFile {
    Objects.requireNonNull(path, "path is null");
    Objects.requireNonNull(password, "password is null");
  }

  KeyStore load() {
    try {
      return KeyStore.getInstance(new File(path), password.toCharArray());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "store %s cannot be read (%s): check that it exists, is PKCS12 or JKS, and its password"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  @Override
  public String toString() {
    return "KeyStoreFile[path=" + path + ", password=******]";
  }
}
