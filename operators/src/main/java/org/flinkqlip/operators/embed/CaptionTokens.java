// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import org.flinkqlip.operators.device.MemoryBudget;

/**
 * Token ids of texts, in the memory that the process has for preparations: a word of a megabyte
 * takes forty of them while its bytes are merged, in each preparing thread.
 */
public final class CaptionTokens {
  /** Copies of a text: normalized, in lower case, in words. */
  private static final long BYTES_A_CHARACTER = 12;

  /** What the merges of a word hold for each of its bytes in UTF-8. */
  private static final long BYTES_A_BYTE = 48;

  /** Of texts that are shorter every thread may have one. */
  private static final long FREE_BYTES = 1 << 20;

  private CaptionTokens() {}

  /**
   * The ids of a text; waits for memory if it is long. A text that needs more than there is runs
   * alone: its size is bounded by that of a record.
   *
   * @throws InterruptedException if interrupted while it waits
   */
  @SuppressWarnings("try") // a share is held, not used
  public static int[] of(TextEncoder encoder, String text) throws InterruptedException {
    long need = need(text);
    if (need <= FREE_BYTES) {
      return encoder.tokenize(text);
    }
    MemoryBudget budget = MemoryBudget.ofProcess();
    try (MemoryBudget.Share share = budget.take(Math.min(need, budget.bytes()))) {
      return encoder.tokenize(text);
    }
  }

  /** Bytes that tokenizing a text takes at most. */
  static long need(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : 3;
    }
    return BYTES_A_CHARACTER * text.length() + BYTES_A_BYTE * bytes;
  }
}
