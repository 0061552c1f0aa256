package org.flinkqlip.operators.fetch;

import static org.flinkqlip.operators.fetch.FetchFault.ACCESS_DENIED;
import static org.flinkqlip.operators.fetch.FetchFault.NOT_FOUND;
import static org.flinkqlip.operators.fetch.FetchFault.TIMEOUT;
import static org.flinkqlip.operators.fetch.FetchFault.UNAVAILABLE;
import static org.flinkqlip.operators.fetch.FetchFault.URI_INVALID;
import static org.flinkqlip.operators.fetch.FetchFault.URI_NOT_ALLOWED;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets content over HTTP. Follows redirects by hand: each hop passes the same gate as the first
 * uri, and the addresses of its host must be public unless the policy excepts the host.
 *
 * <p>The JDK's client looks a host up again when it connects. It then finds the answer that was
 * checked in the JDK's cache, which keeps answers for 30 s unless {@code networkaddress.cache.ttl}
 * says otherwise. What remains: with that cache switched off, the DNS server of an allowed host
 * could answer with a private address the second time. Behind a proxy, the proxy looks names up.
 */
final class HttpFetcher implements SchemeFetcher {
  private final FetchPolicy policy;
  private final UriGate gate;
  private final HostRules privateHosts;
  private final HostResolver resolver;
  private final TimeLimit timeLimit;
  private final HttpClient client;

  HttpFetcher(FetchPolicy policy, UriGate gate, HostResolver resolver, TimeLimit timeLimit) {
    this.policy = policy;
    this.gate = gate;
    this.resolver = resolver;
    this.timeLimit = timeLimit;
    this.privateHosts = HostRules.parse(policy.privateHosts());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(policy.connectTimeout())
            .executor(timeLimit.executor())
            .build();
  }

  @Override
  public byte[] fetch(URI uri, Deadline deadline) throws FetchException, InterruptedException {
    URI current = uri;
    for (int hops = 0; ; hops++) {
      checkAddresses(current, deadline);
      HttpResponse<byte[]> response = exchange(current, deadline);
      if (!isRedirect(response.statusCode())) {
        return content(current, response);
      }
      if (hops == policy.maxRedirects()) {
        throw new FetchException(
            UNAVAILABLE, UriText.shown(uri) + " was redirected more than " + hops + " times");
      }
      current = next(current, response);
    }
  }

  private void checkAddresses(URI uri, Deadline deadline)
      throws FetchException, InterruptedException {
    if (privateHosts.cover(uri)) {
      return;
    }
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

  private HttpResponse<byte[]> exchange(URI uri, Deadline deadline)
      throws FetchException, InterruptedException {
    String shown = UriText.shown(uri);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(deadline.atMost(policy.responseTimeout()).plusMillis(1))
            .header("Accept-Encoding", "identity")
            .GET()
            .build();
    CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, this::body);
    try {
      return exchange.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new FetchException(TIMEOUT, shown + " was not read within fetch.timeout", e);
    } catch (ExecutionException e) {
      throw failure(shown, e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private BodySubscriber<byte[]> body(HttpResponse.ResponseInfo response) {
    if (!isSuccess(response.statusCode())) {
      return new IgnoredBody();
    }
    return new BoundedBody(policy.maxBytes(), policy.bodyTimeout());
  }

  private FetchException failure(String shown, Throwable cause) {
    for (Throwable link = cause; link != null; link = link.getCause()) {
      if (link instanceof BoundedBody.TooLargeException) {
        return BoundedRead.tooLarge(shown, policy.maxBytes());
      }
      if (link instanceof HttpTimeoutException) {
        return new FetchException(TIMEOUT, shown + " did not answer in time", cause);
      }
      if (link instanceof TimeoutException) {
        return new FetchException(TIMEOUT, shown + " did not end in time", cause);
      }
    }
    return new FetchException(UNAVAILABLE, shown + " cannot be reached: " + cause, cause);
  }

  private static byte[] content(URI uri, HttpResponse<byte[]> response) throws FetchException {
    int status = response.statusCode();
    if (isSuccess(status)) {
      return response.body();
    }
    FetchFault fault =
        switch (status) {
          case 404, 410 -> NOT_FOUND;
          case 408, 425, 429 -> UNAVAILABLE;
          default -> status >= 400 && status < 500 ? ACCESS_DENIED : UNAVAILABLE;
        };
    throw new FetchException(fault, UriText.shown(uri) + " was answered with status " + status);
  }

  private URI next(URI current, HttpResponse<byte[]> response) throws FetchException {
    String shown = UriText.shown(current);
    String location =
        response
            .headers()
            .firstValue("Location")
            .orElseThrow(
                () ->
                    new FetchException(
                        UNAVAILABLE, shown + " was redirected without a Location header"));
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

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }
}
