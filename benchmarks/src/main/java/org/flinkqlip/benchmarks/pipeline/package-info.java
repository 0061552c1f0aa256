// SPDX-License-Identifier: Apache-2.0
/**
 * The Kafka-to-Kafka job beside a bare loop over the same session: throughput, cost of everything
 * in between, latency and growth. Start at {@link org.flinkqlip.benchmarks.pipeline.PipelineSuite}.
 */
@NullMarked
package org.flinkqlip.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
