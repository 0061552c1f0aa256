// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.Serializable;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and who to be towards an https registry. The server's name is always checked.
 *
 * @param trustStore certificates to trust, or null for those of the JVM
 * @param keyStore our own certificate and key, or null for none
 */
public record TlsOptions(@Nullable KeyStoreFile trustStore, @Nullable KeyStoreFile keyStore)
    implements Serializable {

  /** The JVM's trusted certificates, and no certificate of our own. */
  public static TlsOptions defaults() {
    return new TlsOptions(null, null);
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "TLS cannot be set up from %s (%s): check that the key's password is the store's"
              .formatted(this, e.getMessage()),
          e);
    }
  }

  private TrustManager @Nullable [] trustManagers() throws GeneralSecurityException {
    if (trustStore == null) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trustStore.load());
    return factory.getTrustManagers();
  }

  private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException {
    if (keyStore == null) {
      return null;
    }
    KeyStore keys = keyStore.load();
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, keyStore.password().toCharArray());
    return factory.getKeyManagers();
  }
}
