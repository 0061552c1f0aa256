// SPDX-License-Identifier: Apache-2.0
/**
 * Captions to embeddings in the space of the images, as a micro-batch stage: deserialize and
 * tokenize each record alone, embed them together. Start at {@link
 * org.flinkqlip.operators.embed.EmbedOperator}.
 */
@NullMarked
package org.flinkqlip.operators.embed;

import org.jspecify.annotations.NullMarked;
