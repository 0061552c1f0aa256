// SPDX-License-Identifier: Apache-2.0
/**
 * What the decoders share: an {@link org.flinkqlip.model.imaging.internal.ImageFile} is a header
 * that was read, an {@link org.flinkqlip.model.imaging.internal.RgbImage} the pixels behind it.
 * Each format has a package of its own below this one.
 */
@NullMarked
package org.flinkqlip.model.imaging.internal;

import org.jspecify.annotations.NullMarked;
