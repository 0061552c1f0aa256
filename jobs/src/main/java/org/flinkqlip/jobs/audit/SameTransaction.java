// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.flinkqlip.jobs.audit.Violation.Kind.SPLIT_TRANSACTION;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of one input, or its tombstones, against the transactions that wrote them. Tombstones
 * name no input, so the first of a key's tombstones in one topic belongs to the first of the key's
 * tombstones in another. Among embeddings of captions, where a tombstone may stand for an image
 * without one, the first record of a key belongs to the first record of the key. A result whose
 * other half is missing is left to other checks.
 */
final class SameTransaction {
  private final StreamTopics topics;
  private final Transactions transactions;
  private final Map<String, List<ResultRecord>> results = new HashMap<>();
  private final Map<Object, List<ResultRecord>> byOrigin = new LinkedHashMap<>();

  private SameTransaction(StreamTopics topics, Transactions transactions) {
    this.topics = topics;
    this.transactions = transactions;
  }

  private record Tombstone(String key, int index) {
    @Override
    public String toString() {
      return "the tombstones of " + key;
    }
  }

  static List<Violation> violations(
      StreamTopics topics, Collection<ResultRecord> results, Transactions transactions) {
    SameTransaction check = new SameTransaction(topics, transactions);
    results.stream()
        .sorted(Comparator.comparing(ResultRecord::position))
        .forEach(
            result ->
                check.results.computeIfAbsent(result.topic(), t -> new ArrayList<>()).add(result));
    topics.results().forEach(check::add);
    List<Violation> violations = new ArrayList<>();
    check.byOrigin.forEach((of, records) -> check.compare(of, records, violations));
    return violations;
  }

  private void add(StreamTopics.Result topic) {
    List<ResultRecord> records = results.getOrDefault(topic.name(), List.of());
    Map<ResultRecord, Object> origins =
        topic.ofCaption() ? originsByPlace(records) : origins(records);
    Map<Object, ResultRecord> firsts = new LinkedHashMap<>();
    // What is there twice is a duplicate already.
    records.stream()
        .filter(origins::containsKey)
        .forEach(record -> firsts.putIfAbsent(origins.get(record), record));
    firsts.forEach(
        (origin, record) -> byOrigin.computeIfAbsent(origin, o -> new ArrayList<>()).add(record));
  }

  private static Map<ResultRecord, Object> origins(List<ResultRecord> records) {
    Map<ResultRecord, Object> origins = new LinkedHashMap<>();
    Map<String, Integer> tombstones = new HashMap<>();
    for (ResultRecord record : records) {
      String key = record.key().orElse("");
      origins.put(
          record,
          record.isTombstone()
              ? new Tombstone(key, tombstones.merge(key, 1, Integer::sum))
              : record.content().get().source());
    }
    return origins;
  }

  private Map<ResultRecord, Object> originsByPlace(List<ResultRecord> records) {
    Map<String, List<Object>> ofFirstTopic = new HashMap<>();
    origins(results.getOrDefault(topics.firstResults(), List.of()))
        .forEach(
            (record, origin) ->
                ofFirstTopic
                    .computeIfAbsent(record.key().orElse(""), k -> new ArrayList<>())
                    .add(origin));
    Map<String, List<ResultRecord>> byKey = new LinkedHashMap<>();
    for (ResultRecord record : records) {
      byKey.computeIfAbsent(record.key().orElse(""), k -> new ArrayList<>()).add(record);
    }
    Map<ResultRecord, Object> origins = new LinkedHashMap<>();
    byKey.forEach(
        (key, ofKey) -> {
          List<Object> places = ofFirstTopic.getOrDefault(key, List.of());
          for (int i = 0; i < ofKey.size(); i++) {
            ResultRecord record = ofKey.get(i);
            if (!record.isTombstone()) {
              origins.put(record, record.content().get().source());
            } else if (places.size() == ofKey.size()) {
              origins.put(record, places.get(i));
            }
          }
        });
    return origins;
  }

  private void compare(Object origin, List<ResultRecord> records, List<Violation> violations) {
    ResultRecord one = records.get(0);
    Optional<TransactionId> first =
        records.size() == 1 ? Optional.empty() : transactions.of(one.topic(), one.position());
    for (ResultRecord other : records.subList(1, records.size())) {
      Optional<TransactionId> second = transactions.of(other.topic(), other.position());
      if (first.isEmpty() || !first.equals(second)) {
        violations.add(
            new Violation(
                SPLIT_TRANSACTION,
                "%s: %s at %s is of the transaction %s, %s at %s of %s"
                    .formatted(
                        origin instanceof Position ? "input " + origin : origin,
                        one.topic(),
                        one.position(),
                        name(first),
                        other.topic(),
                        other.position(),
                        name(second))));
      }
    }
  }

  private static String name(Optional<TransactionId> transaction) {
    return transaction.map(TransactionId::toString).orElse("none");
  }
}
