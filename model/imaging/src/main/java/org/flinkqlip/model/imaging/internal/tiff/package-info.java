// SPDX-License-Identifier: Apache-2.0
/** TIFF. Start at {@link org.flinkqlip.model.imaging.internal.tiff.TiffImage}. */
@NullMarked
package org.flinkqlip.model.imaging.internal.tiff;

import org.jspecify.annotations.NullMarked;
