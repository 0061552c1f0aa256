// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.operators.outcome.OutputTopic;

/**
 * A topic of what the model makes of images. A new one is a schema, a class, and an option of the
 * job that names it.
 *
 * @param <T> the topic's records
 */
public interface ImageTopic<T extends SpecificRecord> extends OutputTopic<EncodedImage, T> {

  /** Whether its records need the features of the patches. */
  default boolean needsFeatures() {
    return false;
  }

  /** Whether its records need the embedding of the image's own caption. */
  default boolean needsCaptions() {
    return false;
  }
}
