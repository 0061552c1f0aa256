// SPDX-License-Identifier: Apache-2.0
/**
 * The micro-batch engine: records are prepared in parallel, straight into the buffer of the batch
 * that will run, batches run one after the other on one thread, and outcomes leave in the order in
 * which records came. It knows neither Flink nor images. Start at {@link
 * org.flinkqlip.operators.batching.MicroBatchEngine}; implement {@link
 * org.flinkqlip.operators.batching.BatchStage}.
 */
@NullMarked
package org.flinkqlip.operators.batching;

import org.jspecify.annotations.NullMarked;
