package org.flinkqlip.operators.fetch;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body that nobody wants: it is not read, and the connection is given up. */
final class IgnoredBody implements BodySubscriber<byte[]> {
  private static final byte[] NOTHING = {};

  @Override
  public CompletionStage<byte[]> getBody() {
    return CompletableFuture.completedFuture(NOTHING);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {}

  @Override
  public void onError(Throwable error) {}

  @Override
  public void onComplete() {}
}
