// SPDX-License-Identifier: Apache-2.0
/** What it costs to watch the health of the model: {@code qlip bench --suite health}. */
@NullMarked
package org.flinkqlip.benchmarks.health;

import org.jspecify.annotations.NullMarked;
