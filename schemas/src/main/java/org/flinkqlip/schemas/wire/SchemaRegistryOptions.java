// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema registry is and how to talk to it. Start from {@link #of} and change what
 * differs.
 *
 * <p>Serializable, since it travels with a job; credentials travel with it but are never printed.
 *
 * @param urls base URLs of one registry, tried in turn, such as {@code http://host:8081} or {@code
 *     https://host/apis/ccompat/v7}
 * @param schemaUse how encoders learn their schema's id
 * @param auth basic authentication, or null for none
 * @param tls what https trusts and shows
 * @param requestTimeout for one request, from connecting to the last byte
 * @param maxAttempts how often all URLs are tried on a transient fault, at least once
 * @param retryBackoff the pause after the first attempt; doubles each time, up to 5 s
 * @param unknownIdTtl for how long an id that the registry did not know is not asked for again
 */
public record SchemaRegistryOptions(
    List<URI> urls,
    SchemaUse schemaUse,
    @Nullable BasicAuth auth,
    TlsOptions tls,
    Duration requestTimeout,
    int maxAttempts,
    Duration retryBackoff,
    Duration unknownIdTtl)
    implements Serializable {

  /** Checks each part. */
  public SchemaRegistryOptions {
    urls = List.copyOf(urls.stream().map(SchemaRegistryOptions::checkedUrl).toList());
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("the schema registry has no URL: give at least one");
    }
    Objects.requireNonNull(schemaUse, "schemaUse is null");
    Objects.requireNonNull(tls, "tls is null");
    requirePositive("requestTimeout", requestTimeout);
    if (maxAttempts < 1) {
      throw new IllegalArgumentException(
          "maxAttempts is %d: must be at least 1".formatted(maxAttempts));
    }
    requirePositive("retryBackoff", retryBackoff);
    requirePositive("unknownIdTtl", unknownIdTtl);
  }

  /**
   * Registers schemas, without authentication, with time limits for a registry in the same site.
   */
  public static SchemaRegistryOptions of(URI... urls) {
    return new SchemaRegistryOptions(
        List.of(urls),
        SchemaUse.REGISTER,
        null,
        TlsOptions.defaults(),
        Duration.ofSeconds(10),
        4,
        Duration.ofMillis(200),
        Duration.ofSeconds(30));
  }

  /** The same with another use of schemas. */
  public SchemaRegistryOptions withSchemaUse(SchemaUse use) {
    return new SchemaRegistryOptions(
        urls, use, auth, tls, requestTimeout, maxAttempts, retryBackoff, unknownIdTtl);
  }

  /** The same with basic authentication. */
  public SchemaRegistryOptions withAuth(@Nullable BasicAuth newAuth) {
    return new SchemaRegistryOptions(
        urls, schemaUse, newAuth, tls, requestTimeout, maxAttempts, retryBackoff, unknownIdTtl);
  }

  /** The same with other stores for https. */
  public SchemaRegistryOptions withTls(TlsOptions newTls) {
    return new SchemaRegistryOptions(
        urls, schemaUse, auth, newTls, requestTimeout, maxAttempts, retryBackoff, unknownIdTtl);
  }

  /** The same with another timeout for one request. */
  public SchemaRegistryOptions withRequestTimeout(Duration timeout) {
    return new SchemaRegistryOptions(
        urls, schemaUse, auth, tls, timeout, maxAttempts, retryBackoff, unknownIdTtl);
  }

  /** The same with another number of attempts and first pause between them. */
  public SchemaRegistryOptions withRetries(int attempts, Duration backoff) {
    return new SchemaRegistryOptions(
        urls, schemaUse, auth, tls, requestTimeout, attempts, backoff, unknownIdTtl);
  }

  /** The same with another time for which unknown ids are remembered. */
  public SchemaRegistryOptions withUnknownIdTtl(Duration ttl) {
    return new SchemaRegistryOptions(
        urls, schemaUse, auth, tls, requestTimeout, maxAttempts, retryBackoff, ttl);
  }

  private static URI checkedUrl(URI url) {
    // The URL itself may hold a password here, so messages leave it out.
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "a schema registry URL holds user and password: give them as basic authentication");
    }
    String scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException(
          "a schema registry URL is not of the form http(s)://host[:port][/path]");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "a schema registry URL has a query or fragment: leave it out");
    }
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }

  private static void requirePositive(String name, Duration value) {
    Objects.requireNonNull(value, () -> name + " is null");
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("%s is %s: must be positive".formatted(name, value));
    }
  }
}
