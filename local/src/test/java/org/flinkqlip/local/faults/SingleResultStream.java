package org.flinkqlip.local.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.jobs.audit.CommittedRecord;
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.jobs.audit.ResultsUnreadableException;
import org.flinkqlip.jobs.audit.SingleResult;
import org.flinkqlip.jobs.audit.SingleResultCheck;
import org.flinkqlip.jobs.audit.SingleResultReport;
import org.flinkqlip.local.feed.FeedLog;
import org.flinkqlip.local.feed.SentRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** What a job with one topic of results has committed, against what was fed. */
final class SingleResultStream implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final CommittedTopics topics;
  private final String deadLetterTopic;
  private final RecordDeserializer<? extends SpecificRecord> results;
  private final RecordDeserializer<DeadLetter> deadLetters;
  private final FeedLog sent;
  private final List<SingleResult> outcomes = new ArrayList<>();
  private long newestSentNanos = Long.MIN_VALUE;

  SingleResultStream(
      String bootstrapServers,
      String resultTopic,
      String deadLetterTopic,
      Class<? extends SpecificRecord> type,
      WireFormat format,
      FeedLog sent) {
    this.topics = CommittedTopics.of(bootstrapServers, List.of(resultTopic, deadLetterTopic));
    this.deadLetterTopic = deadLetterTopic;
    this.results = format.deserializer(type);
    this.deadLetters = format.deserializer(DeadLetter.class);
    this.sent = sent;
  }

  /** Takes what was committed since the last call. */
  void take() {
    topics.poll().forEach(this::note);
  }

  /** Whether a record has its result that was sent after a moment. */
  boolean hasResultOfRecordSentAfter(long nanos) {
    return newestSentNanos != Long.MIN_VALUE && newestSentNanos - nanos > 0;
  }

  /** Whether there are as many results as acknowledged records. */
  boolean hasResultsOfAll() {
    return outcomes.size() >= sent.size();
  }

  /** Reads to the end and compares. */
  SingleResultReport audit() {
    topics.readToEnd(TIMEOUT).forEach(this::note);
    return SingleResultCheck.check(sent.inputs(), outcomes);
  }

  private void note(CommittedRecord record) {
    boolean deadLetter = record.topic().equals(deadLetterTopic);
    Optional<SpecificRecord> value =
        record.value().map(bytes -> decode(record, deadLetter ? deadLetters : results, bytes));
    SingleResult outcome = SingleResult.of(record, deadLetter, value);
    outcomes.add(outcome);
    outcome
        .content()
        .flatMap(content -> sent.at(content.source()))
        .map(SentRecord::sentNanos)
        .ifPresent(nanos -> newestSentNanos = Math.max(newestSentNanos, nanos));
  }

  private static SpecificRecord decode(
      CommittedRecord record,
      RecordDeserializer<? extends SpecificRecord> deserializer,
      byte[] bytes) {
    try {
      return deserializer.deserialize(bytes);
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
