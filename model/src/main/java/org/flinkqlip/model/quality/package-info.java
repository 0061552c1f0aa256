/**
 * How close a reconstruction is to its original: {@link org.flinkqlip.model.quality.ImageQuality}.
 */
package org.flinkqlip.model.quality;
