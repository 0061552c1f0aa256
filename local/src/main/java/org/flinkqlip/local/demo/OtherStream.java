package org.flinkqlip.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.jobs.audit.CommittedRecord;
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.ResultsUnreadableException;
import org.flinkqlip.jobs.audit.SingleResult;
import org.flinkqlip.jobs.audit.SingleResultCheck;
import org.flinkqlip.jobs.audit.SingleResultReport;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * A job that writes one topic of results beside its dead letters, and all that it has committed.
 *
 * @param <T> record of the results
 */
final class OtherStream<T extends SpecificRecord> implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LocalJob job;
  private final String deadLetterTopic;
  private final CommittedTopics topics;
  private final RecordDeserializer<T> results;
  private final RecordDeserializer<DeadLetter> deadLetters;
  private final List<SingleResult> outcomes = new ArrayList<>();
  private final List<T> values = new ArrayList<>();

  OtherStream(
      LocalJob job,
      String bootstrapServers,
      String resultTopic,
      String deadLetterTopic,
      Class<T> type,
      WireFormat format) {
    this.job = job;
    this.deadLetterTopic = deadLetterTopic;
    this.topics = CommittedTopics.of(bootstrapServers, List.of(resultTopic, deadLetterTopic));
    this.results = format.deserializer(type);
    this.deadLetters = format.deserializer(DeadLetter.class);
  }

  LocalJob job() {
    return job;
  }

  /** The results that were read, tombstones and dead letters apart. */
  List<T> values() {
    return values;
  }

  /**
   * Reads until each input has an outcome, or until nothing has come for five minutes: then
   * outcomes are missing, as the audit tells.
   */
  SingleResultReport audit(List<InputRecord> inputs) throws InterruptedException {
    long lastProgress = System.nanoTime();
    while (outcomes.size() < inputs.size()
        && System.nanoTime() - lastProgress < PATIENCE.toNanos()) {
      job.throwIfEnded();
      List<CommittedRecord> records = topics.poll();
      records.forEach(this::take);
      if (!records.isEmpty()) {
        lastProgress = System.nanoTime();
      }
    }
    topics.readToEnd(PATIENCE).forEach(this::take);
    return SingleResultCheck.check(inputs, outcomes);
  }

  private void take(CommittedRecord record) {
    boolean deadLetter = record.topic().equals(deadLetterTopic);
    Optional<SpecificRecord> value = record.value().map(bytes -> decode(record, deadLetter, bytes));
    outcomes.add(SingleResult.of(record, deadLetter, value));
  }

  private SpecificRecord decode(CommittedRecord record, boolean deadLetter, byte[] bytes) {
    try {
      if (deadLetter) {
        return deadLetters.deserialize(bytes);
      }
      T value = results.deserialize(bytes);
      values.add(value);
      return value;
    } catch (MalformedRecordException | RegistryException e) {
      throw new ResultsUnreadableException(
          "%s is no result: %s".formatted(record.name(), e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    topics.close();
  }
}
