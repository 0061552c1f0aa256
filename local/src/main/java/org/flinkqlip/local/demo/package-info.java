// SPDX-License-Identifier: Apache-2.0
/**
 * {@code ./qlip demo}: images through a real Kafka broker and a real Flink job, and the audit of
 * what came out. Start at {@link org.flinkqlip.local.demo.Demo}.
 */
@NullMarked
package org.flinkqlip.local.demo;

import org.jspecify.annotations.NullMarked;
