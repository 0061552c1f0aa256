// SPDX-License-Identifier: Apache-2.0
/** BMP. Start at {@link org.flinkqlip.model.imaging.internal.bmp.BmpImage}. */
@NullMarked
package org.flinkqlip.model.imaging.internal.bmp;

import org.jspecify.annotations.NullMarked;
