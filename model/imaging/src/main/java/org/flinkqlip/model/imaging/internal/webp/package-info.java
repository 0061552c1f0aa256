// SPDX-License-Identifier: Apache-2.0
/**
 * WebP: our own reading of the container, libwebp for the coded data. Start at {@link
 * org.flinkqlip.model.imaging.internal.webp.WebpImage}.
 */
@NullMarked
package org.flinkqlip.model.imaging.internal.webp;

import org.jspecify.annotations.NullMarked;
