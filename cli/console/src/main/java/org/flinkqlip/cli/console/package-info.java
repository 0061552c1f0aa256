// SPDX-License-Identifier: Apache-2.0
/** What the command lines of {@code ./qlip} share: failures, signals, the version. */
@NullMarked
package org.flinkqlip.cli.console;

import org.jspecify.annotations.NullMarked;
