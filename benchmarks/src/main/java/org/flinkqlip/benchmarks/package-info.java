/**
 * What is fast here, and how fast: ratios of two things measured in one run. Start at {@link
 * org.flinkqlip.benchmarks.Suite}.
 */
package org.flinkqlip.benchmarks;
