/**
 * The commands of {@code ./qlip}. Start at {@link org.flinkqlip.jobs.cli.QlipCommand}; each
 * subcommand is a class.
 */
package org.flinkqlip.jobs.cli;
