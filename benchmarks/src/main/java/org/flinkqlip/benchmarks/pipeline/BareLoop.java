// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;

/**
 * What the machine can do at all: the encoder's session in a loop, over tensors that were prepared
 * before, or prepared meanwhile by as many threads as the job has. One thread runs it.
 */
final class BareLoop implements AutoCloseable {
  private final Pictures pictures;
  private final int batch;
  private final ImagePreprocessor preprocessor;
  private final EncoderSession session;
  private final ExecutorService preparers;

  private BareLoop(
      Pictures pictures, int batch, ImagePreprocessor preprocessor, EncoderSession session) {
    this.pictures = pictures;
    this.batch = batch;
    this.preprocessor = preprocessor;
    this.session = session;
    this.preparers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(task, "bare-prepare");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Opens the session as the job does. */
  static BareLoop open(JobSetup setup, Pictures pictures) throws InferenceException {
    int size = setup.bundle().manifest().imageSize();
    return new BareLoop(
        pictures,
        setup.batch(),
        new ImagePreprocessor(PreprocessOptions.forSize(size)),
        EncoderSession.open(setup.bundle(), setup.session()));
  }

  /** The codes of each picture, in their order. */
  List<int[]> codes() throws InferenceException, ImageRejectedException {
    List<int[]> codes = new ArrayList<>();
    ByteBuffer pixels = session.newPixelBuffer(batch);
    for (int first = 0; first < pictures.size(); first += batch) {
      int count = Math.min(batch, pictures.size() - first);
      for (int i = 0; i < count; i++) {
        prepare(first + i, pixels, i);
      }
      EncodedBatch encoded = session.encode(pixels, count);
      for (int i = 0; i < count; i++) {
        codes.add(encoded.codesOf(i));
      }
    }
    return codes;
  }

  /** Encodes one prepared batch again and again. */
  Throughput encode(Duration duration) throws InferenceException, ImageRejectedException {
    ByteBuffer pixels = session.newPixelBuffer(batch);
    for (int i = 0; i < batch; i++) {
      prepare(i, pixels, i);
    }
    session.encode(pixels, batch);
    CpuClock clock = CpuClock.start();
    long images = 0;
    while (clock.nanos() < duration.toNanos()) {
      session.encode(pixels, batch);
      images += batch;
    }
    return clock.stop(images);
  }

  /** Prepares one picture after the other, on this thread alone. */
  Throughput prepare(Duration duration) throws ImageRejectedException {
    ByteBuffer pixels = session.newPixelBuffer(1);
    prepare(0, pixels, 0);
    CpuClock clock = CpuClock.start();
    long images = 0;
    while (clock.nanos() < duration.toNanos()) {
      prepare(images++, pixels, 0);
    }
    return clock.stop(images);
  }

  /** Encodes a batch while the threads of the pool prepare the next one. */
  Throughput prepareAndEncode(Duration duration)
      throws InferenceException, InterruptedException, ExecutionException {
    ByteBuffer current = session.newPixelBuffer(batch);
    ByteBuffer next = session.newPixelBuffer(batch);
    await(prepareLater(0, current));
    session.encode(current, batch);
    CpuClock clock = CpuClock.start();
    long images = 0;
    while (clock.nanos() < duration.toNanos()) {
      List<Future<?>> preparing = prepareLater(images + batch, next);
      session.encode(current, batch);
      await(preparing);
      images += batch;
      ByteBuffer done = current;
      current = next;
      next = done;
    }
    return clock.stop(images);
  }

  private List<Future<?>> prepareLater(long first, ByteBuffer pixels) {
    List<Future<?>> futures = new ArrayList<>(batch);
    for (int i = 0; i < batch; i++) {
      int slot = i;
      futures.add(
          preparers.submit(
              () -> {
                prepare(first + slot, pixels, slot);
                return null;
              }));
    }
    return futures;
  }

  private static void await(List<Future<?>> futures)
      throws InterruptedException, ExecutionException {
    for (Future<?> future : futures) {
      future.get();
    }
  }

  private void prepare(long record, ByteBuffer pixels, int slot) throws ImageRejectedException {
    preprocessor.preprocess(
        pictures.files().get(pictures.fileOf(record)), pixels, slot * session.pixelBytes());
  }

  @Override
  public void close() throws InferenceException {
    preparers.shutdownNow();
    session.close();
  }
}
