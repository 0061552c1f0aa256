// SPDX-License-Identifier: Apache-2.0
/**
 * The micro-batch engine as a Flink operator: stateless, drained before every barrier. Start at
 * {@link org.flinkqlip.operators.microbatch.MicroBatchOperatorFactory}; implement {@link
 * org.flinkqlip.operators.microbatch.MicroBatchFunction}.
 */
@NullMarked
package org.flinkqlip.operators.microbatch;

import org.jspecify.annotations.NullMarked;
