// SPDX-License-Identifier: Apache-2.0
/**
 * One stage at a time, by JMH: {@link org.flinkqlip.benchmarks.jmh.JmhSuite}. Each benchmark
 * compares its result with a reference before it is timed, and throws if they differ.
 */
@NullMarked
package org.flinkqlip.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
