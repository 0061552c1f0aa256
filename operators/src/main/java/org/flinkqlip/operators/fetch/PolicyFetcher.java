// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/** Admits a uri, picks the fetcher of its scheme, and retries what a retry can help. */
final class PolicyFetcher implements ContentFetcher {

  /** Waits; tests replace it. */
  interface Pause {
    void take(Duration span) throws InterruptedException;
  }

  private final FetchPolicy policy;
  private final UriGate gate;
  private final HttpFetcher http;
  private final SchemeFetcher local;
  private final SchemeFetcher remote;
  private final TimeLimit timeLimit;
  private final Pause pause;
  private final LongSupplier nanoClock;

  PolicyFetcher(
      FetchPolicy policy,
      HostResolver resolver,
      TlsSocketStrategy tls,
      Pause pause,
      LongSupplier nanoClock) {
    this.policy = policy;
    this.pause = pause;
    this.nanoClock = nanoClock;
    gate = new UriGate(policy);
    timeLimit = new TimeLimit("content-fetch");
    http = new HttpFetcher(policy, gate, resolver, tls, timeLimit);
    local =
        new LocalFileFetcher(
            PathRules.parse(policy.allowedPaths()).localRoots(), policy.maxBytes());
    remote = new FlinkFileFetcher(policy.maxBytes(), timeLimit);
  }

  static PolicyFetcher open(FetchPolicy policy) {
    return new PolicyFetcher(
        policy,
        HostResolver.SYSTEM,
        DefaultClientTlsStrategy.createSystemDefault(),
        span -> Thread.sleep(span.toMillis()),
        System::nanoTime);
  }

  @Override
  public byte[] fetch(String text) throws FetchException, InterruptedException {
    URI uri = gate.admit(text);
    SchemeFetcher fetcher = fetcherOf(uri);
    Deadline deadline = Deadline.after(policy.timeout(), nanoClock);
    for (int attempt = 0; ; attempt++) {
      try {
        return fetcher.fetch(uri, deadline);
      } catch (FetchException e) {
        Duration wait = backoff(attempt);
        boolean again =
            attempt < policy.maxRetries()
                && isTransient(e.fault())
                && deadline.left().compareTo(wait) > 0;
        if (!again) {
          throw e;
        }
        pause.take(wait);
      }
    }
  }

  @Override
  public void close() {
    http.close();
    timeLimit.close();
  }

  private SchemeFetcher fetcherOf(URI uri) {
    if (UriGate.isHttp(uri)) {
      return http;
    }
    return uri.getScheme().equals("file") ? local : remote;
  }

  private static boolean isTransient(FetchFault fault) {
    return switch (fault) {
      case TIMEOUT, UNAVAILABLE -> true;
      case URI_INVALID, URI_NOT_ALLOWED, NOT_FOUND, ACCESS_DENIED, TOO_LARGE -> false;
    };
  }

  /** Doubles with each attempt, less up to half of it at random so that subtasks spread out. */
  private Duration backoff(int attempt) {
    long full = policy.retryBackoff().toMillis() << Math.min(attempt, 16);
    return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }
}
