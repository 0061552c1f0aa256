// SPDX-License-Identifier: Apache-2.0
/** Nearest neighbours among embeddings, by exhaustive search. */
@NullMarked
package org.flinkqlip.local.neighbours;

import org.jspecify.annotations.NullMarked;
