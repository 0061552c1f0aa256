// SPDX-License-Identifier: Apache-2.0
/** Models that suites measure, exported once: {@link org.flinkqlip.benchmarks.models.Exports}. */
@NullMarked
package org.flinkqlip.benchmarks.models;

import org.jspecify.annotations.NullMarked;
