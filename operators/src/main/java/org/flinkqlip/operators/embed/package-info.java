/**
 * Captions to embeddings in the space of the images, as a micro-batch stage: deserialize and
 * tokenize each record alone, embed them together. Start at {@link
 * org.flinkqlip.operators.embed.EmbedOperator}.
 */
package org.flinkqlip.operators.embed;
