// SPDX-License-Identifier: Apache-2.0
/** How the learning rate changes over a stage. */
@NullMarked
package org.flinkqlip.lab.training.schedule;

import org.jspecify.annotations.NullMarked;
