/** PNG. Start at {@link org.flinkqlip.model.imaging.internal.png.PngImage}. */
package org.flinkqlip.model.imaging.internal.png;
