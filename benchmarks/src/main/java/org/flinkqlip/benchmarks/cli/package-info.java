// SPDX-License-Identifier: Apache-2.0
/** The command line of the benchmarks. */
@NullMarked
package org.flinkqlip.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
