// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the record that makes a job restart: what is suspected is kept in {@link
 * org.flinkqlip.operators.quarantine.CaseStore small files} that outlive every process, and {@link
 * org.flinkqlip.operators.quarantine.Quarantine} decides which records are taken in under watch,
 * alone, or not at all. The decision is in {@code docs/adr/0010}.
 */
@NullMarked
package org.flinkqlip.operators.quarantine;

import org.jspecify.annotations.NullMarked;
