// SPDX-License-Identifier: Apache-2.0
/**
 * Flink's Kafka sink, with transactions that remember what they hold. Start at {@link
 * org.flinkqlip.jobs.kafka.transaction.TracedKafkaSink}; the decision is ADR 9.
 */
@NullMarked
package org.flinkqlip.jobs.kafka.transaction;

import org.jspecify.annotations.NullMarked;
