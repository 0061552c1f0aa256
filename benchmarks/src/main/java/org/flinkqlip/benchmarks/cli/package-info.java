/** The command line of the benchmarks. */
package org.flinkqlip.benchmarks.cli;
