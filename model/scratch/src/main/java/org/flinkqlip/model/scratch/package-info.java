// SPDX-License-Identifier: Apache-2.0
/**
 * Files that a process leaves on its machine: in a folder that nobody else can write to, and not
 * for longer than some process needs them. Start at {@link
 * org.flinkqlip.model.scratch.ProcessFolder}.
 */
@NullMarked
package org.flinkqlip.model.scratch;

import org.jspecify.annotations.NullMarked;
