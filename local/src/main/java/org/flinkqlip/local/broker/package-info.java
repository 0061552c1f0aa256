// SPDX-License-Identifier: Apache-2.0
/**
 * A real Kafka broker in a JVM of its own. Start at {@link
 * org.flinkqlip.local.broker.BrokerProcess}.
 */
@NullMarked
package org.flinkqlip.local.broker;

import org.jspecify.annotations.NullMarked;
