/** GIF. Start at {@link org.flinkqlip.model.imaging.internal.gif.GifImage}. */
package org.flinkqlip.model.imaging.internal.gif;
