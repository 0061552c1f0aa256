// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to one registry: time limit, body limit, failover between its URLs, bounded retries. */
final class RegistryHttp implements AutoCloseable {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int MAX_ANSWER_BYTES = 8 << 20;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final SchemaRegistryOptions options;
  private final Ticker ticker;
  private final ExecutorService executor;
  private final HttpClient client;
  private volatile int firstUrl;
  private volatile boolean closed;

  RegistryHttp(SchemaRegistryOptions options, Ticker ticker) {
    this.options = options;
    this.ticker = ticker;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(options.requestTimeout())
            .sslContext(options.tls().context());
    this.executor =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "schema-registry-client");
              thread.setDaemon(true);
              return thread;
            });
    this.client = builder.executor(executor).build();
  }

  RegistryAnswer get(String path) throws RegistryException {
    return send(path, "GET", BodyPublishers.noBody());
  }

  RegistryAnswer post(String path, String json) throws RegistryException {
    return send(path, "POST", BodyPublishers.ofString(json));
  }

  @Override
  public void close() {
    closed = true;
    executor.shutdownNow();
  }

  /** The first answer that is no transient fault. */
  private RegistryAnswer send(String path, String method, BodyPublisher body)
      throws RegistryException {
    if (closed) {
      throw new RegistryException(
          RegistryFault.UNREACHABLE, "the wire format was closed: open a new one");
    }
    RegistryException last = null;
    Duration pause = options.retryBackoff();
    for (int attempt = 1; attempt <= options.maxAttempts(); attempt++) {
      if (attempt > 1) {
        sleep(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
      List<URI> urls = options.urls();
      int start = firstUrl;
      for (int i = 0; i < urls.size(); i++) {
        int url = (start + i) % urls.size();
        try {
          RegistryAnswer answer = once(URI.create(urls.get(url) + path), method, body);
          if (!answer.transientFault()) {
            firstUrl = url;
            return answer;
          }
          last = answer.failure();
        } catch (IOException e) {
          last = unreachable(urls.get(url), e);
        }
      }
    }
    throw last;
  }

  private RegistryAnswer once(URI url, String method, BodyPublisher body)
      throws IOException, RegistryException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(options.requestTimeout())
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .method(method, body);
    if (options.auth() != null) {
      request.header("Authorization", options.auth().header());
    }
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(request.build(), info -> new BoundedBody(MAX_ANSWER_BYTES));
    try {
      // The request's own timeout ends with the headers; this one covers a body that trickles.
      HttpResponse<byte[]> response =
          future.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return RegistryAnswer.of(url, response.statusCode(), response.body());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + options.requestTimeout(), e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      future.cancel(true);
    }
  }

  private void sleep(Duration pause) throws RegistryException {
    try {
      ticker.sleep(pause);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RegistryException unreachable(URI url, IOException cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new RegistryException(
        RegistryFault.UNREACHABLE,
        "schema registry at %s gave no answer in %d attempts (%s): check URL, network and TLS stores"
            .formatted(url, options.maxAttempts(), reason),
        cause);
  }

  static RegistryException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new RegistryException(
        RegistryFault.UNREACHABLE, "interrupted while waiting for the schema registry", cause);
  }
}
