// SPDX-License-Identifier: Apache-2.0
/**
 * Metrics of a {@link org.flinkqlip.local.cluster.LocalCluster} for a Prometheus on this machine:
 * start with {@link org.flinkqlip.local.metrics.ReporterSettings}.
 */
@NullMarked
package org.flinkqlip.local.metrics;

import org.jspecify.annotations.NullMarked;
