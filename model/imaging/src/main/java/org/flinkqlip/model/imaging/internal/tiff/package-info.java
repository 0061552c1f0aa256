/** TIFF. Start at {@link org.flinkqlip.model.imaging.internal.tiff.TiffImage}. */
package org.flinkqlip.model.imaging.internal.tiff;
