// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static org.flinkqlip.operators.fetch.FetchFault.ACCESS_DENIED;
import static org.flinkqlip.operators.fetch.FetchFault.NOT_FOUND;
import static org.flinkqlip.operators.fetch.FetchFault.TIMEOUT;
import static org.flinkqlip.operators.fetch.FetchFault.UNAVAILABLE;
import static org.flinkqlip.operators.fetch.FetchFault.URI_INVALID;
import static org.flinkqlip.operators.fetch.FetchFault.URI_NOT_ALLOWED;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Gets content over HTTP. Follows redirects by hand: each hop passes the same gate as the first
 * uri, its host is looked up once, the addresses must be public unless the policy excepts the host,
 * and those very addresses are connected to, whatever a second look-up would say. Behind an HTTP
 * proxy, the proxy looks names up.
 */
final class HttpFetcher implements SchemeFetcher, Closeable {
  private final FetchPolicy policy;
  private final UriGate gate;
  private final HostRules privateHosts;
  private final HostResolver resolver;
  private final TimeLimit timeLimit;
  private final CloseableHttpClient client;

  HttpFetcher(
      FetchPolicy policy,
      UriGate gate,
      HostResolver resolver,
      TlsSocketStrategy tls,
      TimeLimit timeLimit) {
    this.policy = policy;
    this.gate = gate;
    this.resolver = resolver;
    this.timeLimit = timeLimit;
    this.privateHosts = HostRules.parse(policy.privateHosts());
    this.client = BareHttpClient.open(tls, policy.connectTimeout());
  }

  @Override
  public byte[] fetch(URI uri, Deadline deadline) throws FetchException, InterruptedException {
    URI current = uri;
    for (int hops = 0; ; hops++) {
      Answer answer = exchange(current, addresses(current, deadline), deadline);
      String location = answer.location();
      if (location == null) {
        return answer.content();
      }
      if (hops == policy.maxRedirects()) {
        throw new FetchException(
            UNAVAILABLE, UriText.shown(uri) + " was redirected more than " + hops + " times");
      }
      current = next(current, location);
    }
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** What a server said: content, or where else to look. */
  private record Answer(byte[] content, @Nullable String location) {}

  private List<InetAddress> addresses(URI uri, Deadline deadline)
      throws FetchException, InterruptedException {
    String host = uri.getHost();
    List<InetAddress> addresses;
    try {
      addresses =
          timeLimit.call(() -> resolver.resolve(host), deadline.atMost(policy.connectTimeout()));
    } catch (TimeoutException e) {
      throw new FetchException(TIMEOUT, "look-up of host " + host + " took too long", e);
    } catch (ExecutionException e) {
      String fault =
          e.getCause() instanceof UnknownHostException ? "is unknown" : "cannot be looked up";
      throw new FetchException(UNAVAILABLE, "host " + host + " " + fault, e.getCause());
    }
    if (!privateHosts.cover(uri)) {
      requirePublic(host, addresses);
    }
    return addresses;
  }

  private static void requirePublic(String host, List<InetAddress> addresses)
      throws FetchException {
    for (InetAddress address : addresses) {
      if (!PublicAddresses.contain(address)) {
        throw new FetchException(
            URI_NOT_ALLOWED,
            "host "
                + host
                + " has the address "
                + address.getHostAddress()
                + ", which is not public: if it is meant, add the host to"
                + " fetch.allow-private-addresses");
      }
    }
  }

  private Answer exchange(URI uri, List<InetAddress> addresses, Deadline deadline)
      throws FetchException, InterruptedException {
    String shown = UriText.shown(uri);
    HttpGet request = new HttpGet(uri);
    try {
      // Not closed: that would read what is left of the body, of which there may be no end.
      ClassicHttpResponse response =
          limited(
              () -> new PinnedHost(uri, addresses).send(client, request),
              deadline.atMost(policy.responseTimeout()),
              shown + " did not answer in time",
              shown);
      if (isRedirect(response.getCode())) {
        return new Answer(new byte[0], location(shown, response));
      }
      requireSuccess(shown, response.getCode());
      byte[] content =
          limited(
              () -> body(response, shown),
              deadline.atMost(policy.bodyTimeout()),
              shown + " did not end in time",
              shown);
      return new Answer(content, null);
    } finally {
      // Closes the connection unless all was read, also under a thread that hangs at the socket.
      request.cancel();
    }
  }

  private <T> T limited(Callable<T> call, Duration limit, String late, String shown)
      throws FetchException, InterruptedException {
    try {
      return timeLimit.call(call, limit);
    } catch (TimeoutException e) {
      throw new FetchException(TIMEOUT, late, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FetchException known) {
        throw known;
      }
      if (e.getCause() instanceof SocketTimeoutException) {
        throw new FetchException(TIMEOUT, late, e.getCause());
      }
      throw unreachable(shown, e.getCause());
    }
  }

  private static FetchException unreachable(String shown, @Nullable Throwable cause) {
    return new FetchException(UNAVAILABLE, shown + " cannot be reached: " + cause, cause);
  }

  private byte[] body(ClassicHttpResponse response, String shown)
      throws IOException, FetchException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    return BoundedRead.all(entity.getContent(), policy.maxBytes(), shown);
  }

  private static void requireSuccess(String shown, int status) throws FetchException {
    if (status >= 200 && status < 300) {
      return;
    }
    FetchFault fault =
        switch (status) {
          case 404, 410 -> NOT_FOUND;
          case 408, 425, 429 -> UNAVAILABLE;
          default -> status >= 400 && status < 500 ? ACCESS_DENIED : UNAVAILABLE;
        };
    throw new FetchException(fault, shown + " was answered with status " + status);
  }

  private static String location(String shown, ClassicHttpResponse response) throws FetchException {
    Header location = response.getFirstHeader("Location");
    if (location == null) {
      throw new FetchException(UNAVAILABLE, shown + " was redirected without a Location header");
    }
    return location.getValue();
  }

  private URI next(URI current, String location) throws FetchException {
    String shown = UriText.shown(current);
    URI target;
    try {
      target = gate.admit(current.resolve(location));
    } catch (IllegalArgumentException e) {
      throw new FetchException(URI_INVALID, shown + " was redirected to what is no uri", e);
    }
    boolean downgrade = current.getScheme().equals("https") && target.getScheme().equals("http");
    if (!UriGate.isHttp(target) || downgrade) {
      throw new FetchException(
          URI_NOT_ALLOWED, shown + " was redirected to scheme " + target.getScheme());
    }
    return target;
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }
}
