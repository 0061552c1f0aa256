// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.util.Optional;

/**
 * What the brokers tell of a topic.
 *
 * @param partitions number of partitions
 * @param settings the topic's settings, or empty if we may not read them
 */
record TopicFacts(int partitions, Optional<TopicSettings> settings) {}
