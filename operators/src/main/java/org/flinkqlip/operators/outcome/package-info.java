// SPDX-License-Identifier: Apache-2.0
/**
 * What becomes of each record: results, a dead letter, or tombstones, the same way in every job.
 * {@link org.flinkqlip.operators.outcome.RecordFacts} is what is known of a record on its way,
 * {@link org.flinkqlip.operators.outcome.FailureClassifier} says what a failure means, and {@link
 * org.flinkqlip.operators.outcome.OutcomeRouter} writes every outcome to its topics, results to
 * each {@link org.flinkqlip.operators.outcome.OutputTopic} of the job.
 */
@NullMarked
package org.flinkqlip.operators.outcome;

import org.jspecify.annotations.NullMarked;
