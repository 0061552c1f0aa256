package org.flinkqlip.operators.outcome;

import java.util.List;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * How the results of a job become records.
 *
 * @param <R> what the model makes of one record
 */
public interface ResultFormat<R> {

  /** The topics of results, to which a tombstone is passed on too. */
  List<String> topics();

  /** Category of a record on which the model fails, while it still takes a blank one. */
  DeadLetterCategory runFailure();

  /**
   * The values of one record, of which either all or none are sent.
   *
   * @throws RecordRuleException if the result must not be sent
   * @throws RegistryException if the schema registry cannot be asked
   */
  List<Payload> payloads(RecordFacts facts, R result) throws RecordRuleException, RegistryException;

  /** What a producer or operator can do about a result that is too large, in a few words. */
  default String howToShrink(RecordFacts facts) {
    return "send fewer attributes (%d now)".formatted(facts.attributes().size());
  }

  /** Codes among the results of one record, for the metrics. */
  default int codes(R result) {
    return 0;
  }

  /**
   * A value on its way to a topic.
   *
   * @param topic where it goes
   * @param value in the wire format, or null for a tombstone
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Payload(String topic, byte[] value) {

    /** Bytes of the value. */
    int size() {
      return value == null ? 0 : value.length;
    }
  }
}
