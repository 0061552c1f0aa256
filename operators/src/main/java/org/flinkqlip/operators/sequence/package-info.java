/**
 * Sequences of ids for language models between {@link org.flinkqlip.schemas.CodeSequence} and
 * {@link org.flinkqlip.model.codes.CodeSequenceOptions}.
 */
package org.flinkqlip.operators.sequence;
