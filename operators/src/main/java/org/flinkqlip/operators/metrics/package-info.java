// SPDX-License-Identifier: Apache-2.0
/**
 * What the operators measure. Every metric is declared in {@link
 * org.flinkqlip.operators.metrics.OperatorMetric}, from which {@code docs/reference/metrics.md} is
 * made.
 */
@NullMarked
package org.flinkqlip.operators.metrics;

import org.jspecify.annotations.NullMarked;
