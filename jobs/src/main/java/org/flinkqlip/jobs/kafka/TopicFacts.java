package org.flinkqlip.jobs.kafka;

import java.util.OptionalLong;

/**
 * What the brokers tell of a topic.
 *
 * @param partitions number of partitions
 * @param maxMessageBytes the topic's {@code max.message.bytes}, or empty if we may not read it
 */
record TopicFacts(int partitions, OptionalLong maxMessageBytes) {}
