// SPDX-License-Identifier: Apache-2.0
/**
 * JPEG: our own reading of the markers, libjpeg in the JDK for the coded data and the usual
 * colours, and Java for the other ones. Start at {@link
 * org.flinkqlip.model.imaging.internal.jpeg.JpegImage}.
 */
@NullMarked
package org.flinkqlip.model.imaging.internal.jpeg;

import org.jspecify.annotations.NullMarked;
