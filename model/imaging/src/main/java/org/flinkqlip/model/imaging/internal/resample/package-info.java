// SPDX-License-Identifier: Apache-2.0
/**
 * Resize and crop in Pillow's fixed-point arithmetic. Start at {@link
 * org.flinkqlip.model.imaging.internal.resample.SquareResizer}.
 */
@NullMarked
package org.flinkqlip.model.imaging.internal.resample;

import org.jspecify.annotations.NullMarked;
