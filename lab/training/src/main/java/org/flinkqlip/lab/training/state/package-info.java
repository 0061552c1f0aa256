// SPDX-License-Identifier: Apache-2.0
/**
 * Everything that a run needs to go on after it was killed, as if nothing had happened: {@link
 * org.flinkqlip.lab.training.state.StateStore}.
 */
@NullMarked
package org.flinkqlip.lab.training.state;

import org.jspecify.annotations.NullMarked;
