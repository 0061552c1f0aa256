/**
 * Does every input record yield exactly one of codes and embedding, a dead letter, or tombstones?
 * {@link org.flinkqlip.jobs.audit.InvariantCheck} answers from plain records, {@link
 * org.flinkqlip.jobs.audit.ResultReader} reads those from the result topics.
 */
package org.flinkqlip.jobs.audit;
