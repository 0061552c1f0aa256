// SPDX-License-Identifier: Apache-2.0
/**
 * Encoded image bytes to an exact uint8 tensor, equal to Pillow's result. Start at {@link
 * org.flinkqlip.model.imaging.ImagePreprocessor}.
 */
@NullMarked
package org.flinkqlip.model.imaging;

import org.jspecify.annotations.NullMarked;
