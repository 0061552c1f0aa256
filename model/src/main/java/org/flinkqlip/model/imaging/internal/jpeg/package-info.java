/**
 * JPEG: our own reading of the markers, libjpeg in the JDK for the coded data, and libjpeg's colour
 * arithmetic in Java. Start at {@link org.flinkqlip.model.imaging.internal.jpeg.JpegImage}.
 */
package org.flinkqlip.model.imaging.internal.jpeg;
