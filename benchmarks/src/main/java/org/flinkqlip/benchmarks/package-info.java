// SPDX-License-Identifier: Apache-2.0
/**
 * What is fast here, and how fast: ratios of two things measured in one run. Start at {@link
 * org.flinkqlip.benchmarks.Suite}.
 */
@NullMarked
package org.flinkqlip.benchmarks;

import org.jspecify.annotations.NullMarked;
