/**
 * The commands of {@code ./qlip} that need no embedded broker. Each is a picocli command of its
 * own.
 */
package org.flinkqlip.jobs.cli;
