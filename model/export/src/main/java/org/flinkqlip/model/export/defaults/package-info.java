// SPDX-License-Identifier: Apache-2.0
/**
 * The model that is used where none is named. Start at {@link
 * org.flinkqlip.model.export.defaults.DefaultModel}.
 */
@NullMarked
package org.flinkqlip.model.export.defaults;

import org.jspecify.annotations.NullMarked;
