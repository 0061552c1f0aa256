// SPDX-License-Identifier: Apache-2.0
/** PNG. Start at {@link org.flinkqlip.model.imaging.internal.png.PngImage}. */
@NullMarked
package org.flinkqlip.model.imaging.internal.png;

import org.jspecify.annotations.NullMarked;
