// SPDX-License-Identifier: Apache-2.0
/**
 * How a running stream is doing: {@link org.flinkqlip.local.progress.StreamTally} counts committed
 * results and their latency, {@link org.flinkqlip.local.progress.StreamProgress} shows it.
 */
@NullMarked
package org.flinkqlip.local.progress;

import org.jspecify.annotations.NullMarked;
