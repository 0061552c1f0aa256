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
 * Codes and embedding of one input, or its two tombstones, against the transactions that wrote
 * them. Tombstones name no input, so the first of a key's codes belongs to the first of the key's
 * embeddings. A result whose other half is missing is left to other checks.
 */
final class SameTransaction {
  private final Transactions transactions;
  private final Map<Object, ResultRecord> codes = new LinkedHashMap<>();
  private final Map<Object, ResultRecord> embeddings = new HashMap<>();
  private final Map<Tombstones, Integer> tombstones = new HashMap<>();

  private SameTransaction(Transactions transactions) {
    this.transactions = transactions;
  }

  private record Tombstones(ResultTopic topic, String key) {}

  private record Tombstone(String key, int index) {
    @Override
    public String toString() {
      return "the tombstones of " + key;
    }
  }

  static List<Violation> violations(Collection<ResultRecord> results, Transactions transactions) {
    SameTransaction check = new SameTransaction(transactions);
    results.stream().sorted(Comparator.comparing(ResultRecord::position)).forEach(check::add);
    List<Violation> violations = new ArrayList<>();
    check.codes.forEach((of, codes) -> check.compare(of, codes).ifPresent(violations::add));
    return violations;
  }

  private void add(ResultRecord result) {
    if (result.topic() == ResultTopic.DEAD_LETTERS) {
      return;
    }
    Map<Object, ResultRecord> halves = result.topic() == ResultTopic.CODES ? codes : embeddings;
    // What is there twice is a duplicate already.
    halves.putIfAbsent(origin(result), result);
  }

  private Object origin(ResultRecord result) {
    if (!result.isTombstone()) {
      return result.content().get().source();
    }
    String key = result.key().orElse("");
    return new Tombstone(
        key, tombstones.merge(new Tombstones(result.topic(), key), 1, Integer::sum));
  }

  private Optional<Violation> compare(Object origin, ResultRecord ofCodes) {
    ResultRecord ofEmbedding = embeddings.get(origin);
    if (ofEmbedding == null) {
      return Optional.empty();
    }
    Optional<TransactionId> first = transactions.of(ofCodes.topic(), ofCodes.position());
    Optional<TransactionId> second = transactions.of(ofEmbedding.topic(), ofEmbedding.position());
    if (first.isPresent() && first.equals(second)) {
      return Optional.empty();
    }
    return Optional.of(
        new Violation(
            SPLIT_TRANSACTION,
            "%s: codes at %s are of the transaction %s, the embedding at %s of %s"
                .formatted(
                    origin instanceof Position ? "input " + origin : origin,
                    ofCodes.position(),
                    name(first),
                    ofEmbedding.position(),
                    name(second))));
  }

  private static String name(Optional<TransactionId> transaction) {
    return transaction.map(TransactionId::toString).orElse("none");
  }
}
