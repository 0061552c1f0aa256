/**
 * Sequences of ids for language models between {@link org.flinkqlip.schemas.CodeSequence} and
 * {@link org.flinkqlip.model.runtime.codes.CodeSequenceOptions}.
 */
package org.flinkqlip.operators.sequence;
