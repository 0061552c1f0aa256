// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks;

/** Measurements that belong together. */
public interface Suite {

  /** The name on the command line and in JSON. */
  String name();

  /**
   * Checks the results of what it is about to measure, then measures.
   *
   * @param report takes gates first, then figures
   * @throws Exception if something could not be measured; says what
   */
  void run(BenchContext context, Report report) throws Exception;
}
