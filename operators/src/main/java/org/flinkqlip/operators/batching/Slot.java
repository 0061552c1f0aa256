// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One record of a batch. Written by one thread at a time: the owner's, then a preparing one, then
 * the running one, then the owner's again; the hand-overs order the plain writes.
 */
final class Slot<I, P, R> {
  private final long timestamp;
  private final int position;
  private @Nullable I record;
  private @Nullable P prepared;
  private @Nullable R result;
  private @Nullable Exception fault;
  private long prepareNanos;

  /** Read by the owner's thread while others write, to describe a stall. */
  private volatile Phase phase = Phase.WAITING;

  private enum Phase {
    WAITING,
    PREPARED,
    REJECTED,
    SUCCEEDED,
    FAILED
  }

  Slot(I record, long timestamp, int position) {
    this.record = record;
    this.timestamp = timestamp;
    this.position = position;
  }

  long timestamp() {
    return timestamp;
  }

  /** Null once it is prepared. */
  @Nullable I record() {
    return record;
  }

  /** Where preparation writes; compaction may copy it to another slot. */
  int position() {
    return position;
  }

  void prepared(P value) {
    prepared = value;
    record = null; // an image's bytes need not outlive its decoding
    phase = Phase.PREPARED;
  }

  void rejected(Exception cause) {
    fault = cause;
    phase = Phase.REJECTED;
  }

  void succeeded(R value) {
    result = value;
    phase = Phase.SUCCEEDED;
  }

  void failed(Exception cause) {
    fault = cause;
    phase = Phase.FAILED;
  }

  void prepareTook(long nanos) {
    prepareNanos = nanos;
  }

  long prepareNanos() {
    return prepareNanos;
  }

  boolean isWaiting() {
    return phase == Phase.WAITING;
  }

  boolean isPrepared() {
    return phase == Phase.PREPARED;
  }

  Outcome<I, P, R> outcome() {
    return switch (phase) {
      case SUCCEEDED -> new Outcome.Succeeded<>(requireNonNull(prepared), requireNonNull(result));
      case REJECTED -> new Outcome.Rejected<>(requireNonNull(record), requireNonNull(fault));
      case FAILED -> new Outcome.Failed<>(requireNonNull(prepared), requireNonNull(fault));
      case WAITING, PREPARED -> throw new IllegalStateException("no outcome yet: " + phase);
    };
  }
}
