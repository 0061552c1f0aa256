// SPDX-License-Identifier: Apache-2.0
/**
 * A Flink cluster in this JVM, with its web UI. Start at {@link
 * org.flinkqlip.local.cluster.LocalCluster}.
 */
@NullMarked
package org.flinkqlip.local.cluster;

import org.jspecify.annotations.NullMarked;
