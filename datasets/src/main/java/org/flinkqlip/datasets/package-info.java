/**
 * Captioned images to train and to evaluate on, whatever they come from. Start at {@link
 * org.flinkqlip.datasets.CaptionedImages}.
 */
package org.flinkqlip.datasets;
