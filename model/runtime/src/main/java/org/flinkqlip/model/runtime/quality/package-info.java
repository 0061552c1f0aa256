/**
 * How close a reconstruction is to its original: {@link
 * org.flinkqlip.model.runtime.quality.ImageQuality}.
 */
package org.flinkqlip.model.runtime.quality;
