/** What the command lines of {@code ./qlip} share: failures, signals, the version. */
package org.flinkqlip.cli.console;
