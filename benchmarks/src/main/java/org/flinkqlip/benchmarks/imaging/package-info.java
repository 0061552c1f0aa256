// SPDX-License-Identifier: Apache-2.0
/**
 * Bytes to pixels beside Pillow, which most people use: {@link
 * org.flinkqlip.benchmarks.imaging.ImagingSuite}.
 */
@NullMarked
package org.flinkqlip.benchmarks.imaging;

import org.jspecify.annotations.NullMarked;
