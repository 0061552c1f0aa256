// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import static java.util.Objects.requireNonNull;

/**
 * What became of a record. Each record has exactly one outcome.
 *
 * @param <I> input record
 * @param <P> what preparation found out
 * @param <R> result
 */
public sealed interface Outcome<I, P, R> {

  /** Calls the visitor's method for this kind of outcome. */
  void accept(Visitor<? super I, ? super P, ? super R> visitor) throws Exception;

  /** Prepared and run. */
  record Succeeded<I, P, R>(P prepared, R result) implements Outcome<I, P, R> {
    @Override
    public void accept(Visitor<? super I, ? super P, ? super R> visitor) throws Exception {
      visitor.succeeded(prepared, result);
    }
  }

  /** Preparation refused the record. */
  record Rejected<I, P, R>(I record, Exception fault) implements Outcome<I, P, R> {
    public Rejected {
      requireNonNull(fault, "fault is null");
    }

    @Override
    public void accept(Visitor<? super I, ? super P, ? super R> visitor) throws Exception {
      visitor.rejected(record, fault);
    }
  }

  /** Prepared, but the run fails even on this record alone. */
  record Failed<I, P, R>(P prepared, Exception fault) implements Outcome<I, P, R> {
    public Failed {
      requireNonNull(fault, "fault is null");
    }

    @Override
    public void accept(Visitor<? super I, ? super P, ? super R> visitor) throws Exception {
      visitor.failed(prepared, fault);
    }
  }

  /** Needed no work. */
  record Passed<I, P, R>(I record) implements Outcome<I, P, R> {
    @Override
    public void accept(Visitor<? super I, ? super P, ? super R> visitor) throws Exception {
      visitor.passed(record);
    }
  }

  /** One method for each kind of outcome, so that none can be forgotten. */
  interface Visitor<I, P, R> {
    /** Prepared and run. */
    void succeeded(P prepared, R result) throws Exception;

    /** Preparation refused the record. */
    void rejected(I record, Exception fault) throws Exception;

    /** Prepared, but the run fails even on this record alone. */
    void failed(P prepared, Exception fault) throws Exception;

    /** Needed no work. */
    void passed(I record) throws Exception;
  }
}
