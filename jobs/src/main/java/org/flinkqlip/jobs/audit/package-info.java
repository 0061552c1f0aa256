// SPDX-License-Identifier: Apache-2.0
/**
 * Does every input record of a job yield exactly one of its results, a dead letter, or tombstones?
 * {@link org.flinkqlip.jobs.audit.InvariantCheck} answers from plain records, {@link
 * org.flinkqlip.jobs.audit.ResultReader} reads those from the topics that a job writes, {@link
 * org.flinkqlip.jobs.audit.StreamAudit} its inputs too.
 */
@NullMarked
package org.flinkqlip.jobs.audit;

import org.jspecify.annotations.NullMarked;
