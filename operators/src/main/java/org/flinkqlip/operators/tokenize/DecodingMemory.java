// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageFault;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.operators.device.MemoryBudget;
import org.flinkqlip.operators.device.StartRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets as many images be decoded at once as the process has memory for. */
final class DecodingMemory {
  private static final Logger LOG = LoggerFactory.getLogger(DecodingMemory.class);

  private final MemoryBudget budget;

  DecodingMemory(MemoryBudget budget) {
    this.budget = requireNonNull(budget, "budget is null");
  }

  /** Decodes one image. */
  interface Decoding {
    void run() throws ImageRejectedException;
  }

  /**
   * Decodes an image as soon as there is memory for it. What the JVM refuses while others decode,
   * since zlib holds the collector up or free memory is in pieces, is tried once more alone.
   *
   * @throws ImageRejectedException if the image is none, or does not fit even alone
   */
  @SuppressWarnings("try") // shares are held, not used
  void decode(DecodingNeed need, Decoding decoding)
      throws ImageRejectedException, InterruptedException {
    try (MemoryBudget.Share share = take(need)) {
      decoding.run();
      return;
    } catch (OutOfMemoryError e) {
      LOG.warn(
          "Memory for an image of {} bytes was refused while others were decoded: once more, alone",
          need.heapBytes(),
          e);
    }
    try (MemoryBudget.Share all = budget.take(budget.bytes())) {
      decoding.run();
    }
  }

  /**
   * Waits for the memory of one image. Memory outside of the heap counts, so that fewer images are
   * decoded at once, but refuses none: it is not taken from the heap.
   *
   * @throws ImageRejectedException if the image does not fit even alone
   */
  MemoryBudget.Share take(DecodingNeed need) throws ImageRejectedException, InterruptedException {
    if (need.heapBytes() > budget.bytes()) {
      throw new ImageRejectedException(
          ImageFault.TOO_LARGE,
          "decoding the image needs %d bytes of heap, all images of a process together have %d: give the process a larger heap"
              .formatted(need.heapBytes(), budget.bytes()));
    }
    return budget.take(Math.min(need.totalBytes(), budget.bytes()));
  }

  /**
   * Compares what the largest images within the limits need with what there is.
   *
   * @param threads that decode at once
   * @return what the user should know, if not all of them can hold such an image at once
   * @throws StartRefusedException if no image of that size can be decoded at all
   */
  Optional<String> check(PreprocessOptions options, int threads) throws StartRefusedException {
    long least = DecodingNeed.leastOfLargest(options).heapBytes();
    if (least > budget.bytes()) {
      throw new StartRefusedException(
          "the largest image within the limits (%d pixels) needs at least %d bytes of heap to be decoded, and images may use %d, half of this process's heap: give it a larger heap, or lower image.max-pixels to %d"
              .formatted(
                  pixels(options),
                  least,
                  budget.bytes(),
                  Math.max(pixels(options) * budget.bytes() / least - 1, 1)));
    }
    DecodingNeed most = DecodingNeed.mostOfLargest(options);
    long atOnce = budget.bytes() / most.totalBytes();
    if (atOnce >= threads) {
      return Optional.empty();
    }
    String limit =
        "%d threads prepare images; the largest within the limits needs up to %d MiB to be decoded, and all images of this process have %d MiB, half of its heap: "
            .formatted(threads, mebibytes(most.totalBytes()), mebibytes(budget.bytes()));
    return Optional.of(
        limit
            + (fits(options)
                ? "at most %d of them at once, others wait".formatted(Math.max(atOnce, 1))
                : "large images wait for each other, and one that does not fit alone becomes a dead letter. Give the process a larger heap, or lower image.max-pixels"));
  }

  /** Whether every image within the limits can be decoded, were it alone. */
  boolean fits(PreprocessOptions options) {
    return DecodingNeed.mostOfLargest(options).heapBytes() <= budget.bytes();
  }

  private static long pixels(PreprocessOptions options) {
    return options.limits().mostPixels();
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }
}
