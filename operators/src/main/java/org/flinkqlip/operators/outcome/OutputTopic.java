// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import java.io.Serializable;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.model.runtime.bundle.ModelManifest;

/**
 * A topic of results: its name, its schema, and what a result becomes there. Travels to the task
 * managers with the options of a job.
 *
 * @param <R> what the model makes of one record
 * @param <T> the topic's records
 */
public interface OutputTopic<R, T extends SpecificRecord> extends Serializable {

  /** In Kafka. */
  String name();

  /** Class of the topic's records. */
  Class<T> schema();

  /**
   * What results of a model become.
   *
   * @throws Exception if the model does not give what the topic needs; the job does not start
   */
  ResultRecords<R, T> records(String modelId, ModelManifest manifest) throws Exception;
}
