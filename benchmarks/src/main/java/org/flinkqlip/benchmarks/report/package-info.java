/** What the suites found, for people and for programs. */
@NullMarked
package org.flinkqlip.benchmarks.report;

import org.jspecify.annotations.NullMarked;
