// SPDX-License-Identifier: Apache-2.0
/**
 * What crosses the edges between operators: a record as it was read, and a record as it will be
 * written. Both are Flink POJOs, so no edge falls back to Kryo.
 */
@NullMarked
package org.flinkqlip.operators.record;

import org.jspecify.annotations.NullMarked;
