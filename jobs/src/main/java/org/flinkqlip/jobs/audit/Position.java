// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

/**
 * Where a record is in its topic. The position of an input record is its identity, since keys
 * repeat.
 *
 * @param partition partition of the topic
 * @param offset offset in the partition
 */
public record Position(int partition, long offset) implements Comparable<Position> {

  @Override
  public int compareTo(Position other) {
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
  }

  /** As people write it: {@code partition@offset}. */
  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
