/**
 * Bytes to pixels beside Pillow, which most people use: {@link
 * org.flinkqlip.benchmarks.imaging.ImagingSuite}.
 */
package org.flinkqlip.benchmarks.imaging;
