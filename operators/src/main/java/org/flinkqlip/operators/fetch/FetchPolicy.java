// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What may be fetched, and how long and how large a fetch may get. Nothing may be fetched until a
 * host or a path is allowed.
 *
 * @param allowedSchemes uri schemes, in lower case
 * @param allowedHosts hosts of http and https: {@code name}, {@code name:port} or {@code *.domain};
 *     without a port, only the scheme's own
 * @param allowedPaths directories of all other schemes: {@code file:///data/images}, {@code
 *     s3://bucket/prefix}
 * @param privateHosts those of the allowed hosts whose addresses need not be public, written alike
 * @param maxBytes most bytes of content
 * @param connectTimeout to look up a name, and to connect
 * @param responseTimeout from a request to its response's headers
 * @param bodyTimeout from a response's headers to its last byte
 * @param timeout of the whole fetch, with redirects and retries
 * @param maxRedirects most redirects that are followed
 * @param maxRetries most attempts after the first, where a retry can help
 * @param retryBackoff pause before the first retry; doubled for each one more
 */
public record FetchPolicy(
    List<String> allowedSchemes,
    List<String> allowedHosts,
    List<String> allowedPaths,
    List<String> privateHosts,
    long maxBytes,
    Duration connectTimeout,
    Duration responseTimeout,
    Duration bodyTimeout,
    Duration timeout,
    int maxRedirects,
    int maxRetries,
    Duration retryBackoff)
    implements ContentFetcherFactory {

  /** Nothing is allowed, within limits that suit images. */
  public static final FetchPolicy NOTHING =
      new FetchPolicy(
          List.of("file", "http", "https", "s3"),
          List.of(),
          List.of(),
          List.of(),
          32L << 20,
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          3,
          2,
          Duration.ofMillis(250));

  /** The largest content that fits an array with room to spare. */
  private static final long LARGEST = 1L << 30;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a limit makes no sense, or a host or path cannot be read
   */
  public FetchPolicy {
    allowedSchemes = List.copyOf(allowedSchemes);
    allowedHosts = List.copyOf(allowedHosts);
    allowedPaths = List.copyOf(allowedPaths);
    privateHosts = List.copyOf(privateHosts);
    if (maxBytes < 1 || maxBytes > LARGEST) {
      throw new IllegalArgumentException("maxBytes must be from 1 to " + LARGEST + ": " + maxBytes);
    }
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(responseTimeout, "responseTimeout");
    requirePositive(bodyTimeout, "bodyTimeout");
    requirePositive(timeout, "timeout");
    requirePositive(retryBackoff, "retryBackoff");
    if (maxRedirects < 0 || maxRetries < 0) {
      throw new IllegalArgumentException("maxRedirects and maxRetries must not be negative");
    }
    HostRules.parse(allowedHosts);
    HostRules.parse(privateHosts);
    PathRules.parse(allowedPaths);
  }

  /** The same with these allowed hosts. */
  public FetchPolicy withAllowedHosts(List<String> hosts) {
    return new FetchPolicy(
        allowedSchemes,
        hosts,
        allowedPaths,
        privateHosts,
        maxBytes,
        connectTimeout,
        responseTimeout,
        bodyTimeout,
        timeout,
        maxRedirects,
        maxRetries,
        retryBackoff);
  }

  /** The same with these allowed directories. */
  public FetchPolicy withAllowedPaths(List<String> paths) {
    return new FetchPolicy(
        allowedSchemes,
        allowedHosts,
        paths,
        privateHosts,
        maxBytes,
        connectTimeout,
        responseTimeout,
        bodyTimeout,
        timeout,
        maxRedirects,
        maxRetries,
        retryBackoff);
  }

  /** A fetcher that keeps to this policy. */
  @Override
  public ContentFetcher open() {
    return PolicyFetcher.open(this);
  }

  private static void requirePositive(Duration value, String name) {
    requireNonNull(value, name + " is null");
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be more than 0: " + value);
    }
  }
}
