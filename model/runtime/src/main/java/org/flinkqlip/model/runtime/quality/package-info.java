// SPDX-License-Identifier: Apache-2.0
/**
 * How close a reconstruction is to its original: {@link
 * org.flinkqlip.model.runtime.quality.ImageQuality}.
 */
@NullMarked
package org.flinkqlip.model.runtime.quality;

import org.jspecify.annotations.NullMarked;
