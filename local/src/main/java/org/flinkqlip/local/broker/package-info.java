/**
 * A real Kafka broker in a JVM of its own. Start at {@link
 * org.flinkqlip.local.broker.BrokerProcess}.
 */
package org.flinkqlip.local.broker;
