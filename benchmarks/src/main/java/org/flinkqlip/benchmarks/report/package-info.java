/** What the suites found, for people and for programs. */
package org.flinkqlip.benchmarks.report;
