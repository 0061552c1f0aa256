// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that asks for slots and never ends. */
public final class EndlessProgram {
  private EndlessProgram() {}

  /**
   * Submits it.
   *
   * @throws Exception if it cannot run
   */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
    environment.execute();
  }
}
