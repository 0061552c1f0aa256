// SPDX-License-Identifier: Apache-2.0
/** GIF. Start at {@link org.flinkqlip.model.imaging.internal.gif.GifImage}. */
@NullMarked
package org.flinkqlip.model.imaging.internal.gif;

import org.jspecify.annotations.NullMarked;
