// SPDX-License-Identifier: Apache-2.0
/**
 * Images to codes and embeddings as a micro-batch stage: deserialize, fetch and decode each record
 * alone, encode them together, and route every outcome to the topic where it belongs. Start at
 * {@link org.flinkqlip.operators.tokenize.TokenizeOperator}.
 */
@NullMarked
package org.flinkqlip.operators.tokenize;

import org.jspecify.annotations.NullMarked;
