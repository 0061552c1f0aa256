// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.text;

import java.util.Arrays;

/** A binary heap of longs, smallest first, that boxes none. */
final class LongHeap {
  private long[] values;
  private int size;

  LongHeap(int capacity) {
    values = new long[Math.max(1, capacity)];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The smallest value; there must be one. */
  long peek() {
    return values[0];
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
    }
    int child = size++;
    while (child > 0 && values[(child - 1) / 2] > value) {
      values[child] = values[(child - 1) / 2];
      child = (child - 1) / 2;
    }
    values[child] = value;
  }

  /** Takes the smallest value; there must be one. */
  long poll() {
    long smallest = values[0];
    long moved = values[--size];
    int parent = 0;
    for (int child = 1; child < size; child = 2 * parent + 1) {
      if (child + 1 < size && values[child + 1] < values[child]) {
        child++;
      }
      if (values[child] >= moved) {
        break;
      }
      values[parent] = values[child];
      parent = child;
    }
    values[parent] = moved;
    return smallest;
  }
}
