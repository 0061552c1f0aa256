/**
 * Does every input record yield exactly one of codes and embedding, a dead letter, or tombstones?
 * {@link org.flinkqlip.local.audit.InvariantCheck} answers from plain records, {@link
 * org.flinkqlip.local.audit.ResultReader} reads those from the result topics.
 */
package org.flinkqlip.local.audit;
