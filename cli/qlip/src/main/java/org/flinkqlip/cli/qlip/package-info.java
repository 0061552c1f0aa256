// SPDX-License-Identifier: Apache-2.0
/**
 * The program {@code ./qlip}: its main class {@link org.flinkqlip.cli.qlip.Qlip} and all commands
 * that need neither PyTorch nor JMH. Each is a picocli command of its own.
 */
@NullMarked
package org.flinkqlip.cli.qlip;

import org.jspecify.annotations.NullMarked;
