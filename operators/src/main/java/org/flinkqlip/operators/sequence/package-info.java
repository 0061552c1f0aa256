// SPDX-License-Identifier: Apache-2.0
/**
 * Sequences of ids for language models between {@link org.flinkqlip.schemas.CodeSequence} and
 * {@link org.flinkqlip.model.runtime.codes.CodeSequenceOptions}.
 */
@NullMarked
package org.flinkqlip.operators.sequence;

import org.jspecify.annotations.NullMarked;
