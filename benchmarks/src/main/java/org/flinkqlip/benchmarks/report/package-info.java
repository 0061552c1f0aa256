// SPDX-License-Identifier: Apache-2.0
/** What the suites found, for people and for programs. */
@NullMarked
package org.flinkqlip.benchmarks.report;

import org.jspecify.annotations.NullMarked;
