// SPDX-License-Identifier: Apache-2.0
/**
 * Captioned images to train and to evaluate on, whatever they come from. Start at {@link
 * org.flinkqlip.lab.datasets.CaptionedImages}.
 */
@NullMarked
package org.flinkqlip.lab.datasets;

import org.jspecify.annotations.NullMarked;
