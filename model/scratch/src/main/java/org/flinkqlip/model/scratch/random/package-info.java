// SPDX-License-Identifier: Apache-2.0
/** Random numbers that are the same everywhere. */
@NullMarked
package org.flinkqlip.model.scratch.random;

import org.jspecify.annotations.NullMarked;
