/** Nearest neighbours among embeddings, by exhaustive search. */
package org.flinkqlip.local.neighbours;
