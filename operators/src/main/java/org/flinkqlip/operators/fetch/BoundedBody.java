package org.flinkqlip.operators.fetch;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** A response's bytes, given up at the first one too many or too late, whatever its headers say. */
final class BoundedBody implements BodySubscriber<byte[]> {

  /** More bytes than allowed. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final long maxBytes;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private final List<ByteBuffer> received = new ArrayList<>();
  private volatile Flow.Subscription subscription;
  private long size;

  /**
   * A body that has to arrive in time.
   *
   * @param timeout from now, when the headers are here, to the last byte
   */
  BoundedBody(long maxBytes, Duration timeout) {
    this.maxBytes = maxBytes;
    result
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete(
            (body, failure) -> {
              if (failure != null && subscription != null) {
                subscription.cancel();
              }
            });
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (result.isDone()) {
      given.cancel();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      size += buffer.remaining();
      received.add(buffer);
    }
    if (size > maxBytes) {
      received.clear();
      result.completeExceptionally(new TooLargeException());
    }
  }

  @Override
  public void onError(Throwable error) {
    result.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    if (result.isDone()) {
      return;
    }
    byte[] body = new byte[Math.toIntExact(size)];
    ByteBuffer target = ByteBuffer.wrap(body);
    received.forEach(target::put);
    result.complete(body);
  }
}
