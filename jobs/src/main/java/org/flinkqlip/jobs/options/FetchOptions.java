// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.MemorySize;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.operators.fetch.FetchPolicy;

/**
 * What images may be fetched by uri, and within which limits.
 *
 * @param policy the fetcher's policy
 */
public record FetchOptions(FetchPolicy policy) {

  public static final Option<List<String>> ALLOWED_SCHEMES =
      Option.list(
          "fetch.allowed-schemes",
          FetchPolicy.NOTHING.allowedSchemes(),
          "URI schemes; any that Flink has a file system for can be added.");

  public static final Option<List<String>> ALLOWED_HOSTS =
      Option.list(
          "fetch.allowed-hosts",
          List.of(),
          "Hosts of http: and https: URIs: `name`, `name:port` or `*.domain`; without a port, only"
              + " the scheme's own.");

  public static final Option<List<String>> ALLOWED_PATHS =
      Option.list(
          "fetch.allowed-paths",
          List.of(),
          "Directories of all other URIs, such as `file:///data/images` or `s3://bucket/prefix`."
              + " Symbolic links must not lead out of them.");

  public static final Option<List<String>> ALLOW_PRIVATE_ADDRESSES =
      Option.list(
          "fetch.allow-private-addresses",
          List.of(),
          "Those of the allowed hosts that may have private, loopback or link-local addresses,"
              + " written alike.");

  public static final Option<MemorySize> MAX_BYTES =
      Option.size(
              "fetch.max-bytes",
              null,
              "Most bytes of fetched content, counted as they arrive; `image.max-bytes` by default.")
          .positive();

  public static final Option<Duration> CONNECT_TIMEOUT =
      Option.duration(
              "fetch.connect-timeout",
              FetchPolicy.NOTHING.connectTimeout(),
              "To look up a name, and to connect.")
          .positive();

  public static final Option<Duration> RESPONSE_TIMEOUT =
      Option.duration(
              "fetch.response-timeout",
              FetchPolicy.NOTHING.responseTimeout(),
              "From a request to its response's headers.")
          .positive();

  public static final Option<Duration> BODY_TIMEOUT =
      Option.duration(
              "fetch.body-timeout",
              FetchPolicy.NOTHING.bodyTimeout(),
              "From a response's headers to its last byte.")
          .positive();

  public static final Option<Duration> TIMEOUT =
      Option.duration(
              "fetch.timeout",
              FetchPolicy.NOTHING.timeout(),
              "Of the whole fetch, with redirects and retries.")
          .positive();

  public static final Option<Integer> MAX_REDIRECTS =
      Option.integer(
              "fetch.max-redirects",
              FetchPolicy.NOTHING.maxRedirects(),
              "Most redirects that are followed; each hop must be allowed.")
          .atLeast(0)
          .atMost(20);

  public static final Option<Integer> MAX_RETRIES =
      Option.integer(
              "fetch.max-retries",
              FetchPolicy.NOTHING.maxRetries(),
              "Most attempts after the first, for server errors and timeouts.")
          .atLeast(0)
          .atMost(20);

  public static final Option<Duration> RETRY_BACKOFF =
      Option.duration(
              "fetch.retry-backoff",
              FetchPolicy.NOTHING.retryBackoff(),
              "Pause before the first retry; doubled for each one more.")
          .positive();

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Fetch",
          "What images may be fetched by URI (claim check), and within which limits. Nothing is"
              + " allowed until it is listed; what is not becomes a dead letter.",
          List.of(
              ALLOWED_SCHEMES,
              ALLOWED_HOSTS,
              ALLOWED_PATHS,
              ALLOW_PRIVATE_ADDRESSES,
              MAX_BYTES,
              CONNECT_TIMEOUT,
              RESPONSE_TIMEOUT,
              BODY_TIMEOUT,
              TIMEOUT,
              MAX_REDIRECTS,
              MAX_RETRIES,
              RETRY_BACKOFF));

  /** Whether any uri is allowed. */
  public boolean fetchesAnything() {
    return !policy.allowedHosts().isEmpty() || !policy.allowedPaths().isEmpty();
  }

  /** Reads the options of this stage. */
  public static FetchOptions from(Settings settings) {
    MemorySize maxBytes =
        settings.find(MAX_BYTES).orElseGet(() -> settings.get(ImageOptions.MAX_BYTES));
    try {
      return new FetchOptions(
          new FetchPolicy(
              settings.get(ALLOWED_SCHEMES),
              settings.get(ALLOWED_HOSTS),
              settings.get(ALLOWED_PATHS),
              settings.get(ALLOW_PRIVATE_ADDRESSES),
              maxBytes.getBytes(),
              settings.get(CONNECT_TIMEOUT),
              settings.get(RESPONSE_TIMEOUT),
              settings.get(BODY_TIMEOUT),
              settings.get(TIMEOUT),
              settings.get(MAX_REDIRECTS),
              settings.get(MAX_RETRIES),
              settings.get(RETRY_BACKOFF)));
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionsException("fetch options: " + e.getMessage());
    }
  }
}
