// SPDX-License-Identifier: Apache-2.0
/**
 * Both ends of a job in Kafka, and the checks of the brokers before it starts: {@link
 * org.flinkqlip.jobs.kafka.RecordSource}, {@link org.flinkqlip.jobs.kafka.ResultSink}, {@link
 * org.flinkqlip.jobs.kafka.BrokerChecks}.
 */
@NullMarked
package org.flinkqlip.jobs.kafka;

import org.jspecify.annotations.NullMarked;
