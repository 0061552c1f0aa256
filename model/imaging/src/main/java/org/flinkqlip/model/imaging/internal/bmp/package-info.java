/** BMP. Start at {@link org.flinkqlip.model.imaging.internal.bmp.BmpImage}. */
package org.flinkqlip.model.imaging.internal.bmp;
